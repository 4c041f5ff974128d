import type { Box } from '../paper.ts';

/** What is worn off a code or blurred around it stays so near to it. */
export const CODE_ROOM_MM = 2;
/** The stroke of a signature that goes farthest beyond its line. */
export const PEN_ROOM_MM = 10;

/** Whether all of a box lies in one of the places, or so near to it. A frame around a place does not, though its middle may. */
export const isWithin = (places: readonly Box[], roomMm: number, { leftMm, topMm, widthMm, heightMm }: Box): boolean =>
  places.some(
    (place) =>
      leftMm >= place.leftMm - roomMm &&
      topMm >= place.topMm - roomMm &&
      leftMm + widthMm <= place.leftMm + place.widthMm + roomMm &&
      topMm + heightMm <= place.topMm + place.heightMm + roomMm,
  );
