import type { Place } from '../model/units.ts';
import type { Row } from './row.ts';

/** A county is smaller than this in every direction from its middle village. */
const FAR_KM = 200;

export interface Placed {
  readonly name: string;
  readonly place: Place;
  readonly row: Row;
}

/**
 * Names places that are no part of this county: outside its box where one is set, else too far from the median place. Where swapping
 * longitude and latitude would bring it home, that is said.
 */
export function checkPlaces(placed: readonly Placed[], box: readonly [number, number, number, number] | null): void {
  const middle = { lon: median(placed.map((it) => it.place.lon)), lat: median(placed.map((it) => it.place.lat)) };
  const isHome = (place: Place): boolean =>
    box ? place.lon >= box[0] && place.lat >= box[1] && place.lon <= box[2] && place.lat <= box[3] : kilometres(place, middle) <= FAR_KM;
  for (const { name, place, row } of placed) {
    if (isHome(place)) continue;
    const shown = `${place.lon.toFixed(4)}, ${place.lat.toFixed(4)}`;
    if (isHome({ lon: place.lat, lat: place.lon })) {
      row.tell(
        'plan/swapped-coordinates',
        'lon',
        `“${name}”的经度和纬度写反了：${shown}；请对调。`,
        `Longitude and latitude of “${name}” are swapped: ${shown}; exchange them.`,
      );
    } else {
      const where = box
        ? { zh: '不在设定的范围内', en: 'is outside the box that is set' }
        : { zh: `离全县中部超过 ${FAR_KM} 公里`, en: `is more than ${FAR_KM} km from the county’s middle` };
      row.tell(
        'plan/place-far-away',
        'lon',
        `“${name}”（${shown}）${where.zh}，请核对坐标。`,
        `“${name}” (${shown}) ${where.en}; check the coordinates.`,
      );
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function kilometres(a: Place, b: Place): number {
  return Math.hypot((a.lon - b.lon) * Math.cos((b.lat * Math.PI) / 180), a.lat - b.lat) * 111.32;
}
