import type { Place } from '../model/units.ts';

/** Whether a place lies inside a ring: crossings of a ray to the east. */
export function isInside({ lon, lat }: Place, outline: readonly Place[]): boolean {
  let inside = false;
  outline.forEach((b, index) => {
    const a = outline[(index + outline.length - 1) % outline.length] as Place;
    if (a.lat > lat !== b.lat > lat && lon < a.lon + ((lat - a.lat) / (b.lat - a.lat)) * (b.lon - a.lon)) inside = !inside;
  });
  return inside;
}
