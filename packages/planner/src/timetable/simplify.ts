import type { Place } from '../model/units.ts';

/** Places in units of 1e-5 degrees (about a metre). */
export type Grid = readonly [x: number, y: number];

export const gridOf = ({ lon, lat }: Place): Grid => [Math.round(lon * 1e5), Math.round(lat * 1e5)];

/** Ramer–Douglas–Peucker: what stays is nowhere further than `tolerance` from what was. Ends are kept. */
export function simplify(line: readonly Grid[], tolerance: number): readonly Grid[] {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let [far, distance] = [-1, tolerance];
    for (let at = from + 1; at < to; at++) {
      const off = distanceTo(line[at] as Grid, line[from] as Grid, line[to] as Grid);
      if (off > distance) [far, distance] = [at, off];
    }
    if (far < 0) continue;
    keep[far] = 1;
    open.push([from, far], [far, to]);
  }
  return line.filter((_, at) => keep[at] === 1);
}

function distanceTo([x, y]: Grid, [ax, ay]: Grid, [bx, by]: Grid): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
