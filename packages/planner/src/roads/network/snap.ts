import type { Place } from '../../model/units.ts';
import { chainsOf, type RoadNetwork } from './network.ts';
import type { RoadView } from './view.ts';

/** Where a place meets the roads: on a chain, behind its point `point`, `along` metres from the chain's first point. */
export interface Snap {
  readonly chain: number;
  readonly point: number;
  readonly along: number;
  /** Part of the stretch from `point` to the next one. */
  readonly part: number;
  /** From the place to the road, in a straight line. */
  readonly offMetres: number;
}

const METRES_PER_E7 = 111_195.08 / 1e7;
const CELL_METRES = 400;
const MAX_CELLS = 4_000_000;

/** All stretches of the network in a grid, to find the nearest. */
export class SnapGrid {
  readonly #network: RoadNetwork;
  readonly #west: number;
  readonly #south: number;
  readonly #perLon: number;
  readonly #cell: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #starts: Int32Array;
  /** First points of stretches. */
  readonly #points: Int32Array;
  readonly #chains: Int32Array;

  constructor(network: RoadNetwork) {
    this.#network = network;
    const { lons, lats, starts } = network;
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let p = 0; p < lons.length; p++) {
      west = Math.min(west, lons[p] as number);
      east = Math.max(east, lons[p] as number);
      south = Math.min(south, lats[p] as number);
      north = Math.max(north, lats[p] as number);
    }
    this.#west = west;
    this.#south = south;
    this.#perLon = METRES_PER_E7 * Math.cos((((south + north) / 2e7) * Math.PI) / 180);
    const width = (east - west) * this.#perLon;
    const height = (north - south) * METRES_PER_E7;
    this.#cell = Math.max(CELL_METRES, Math.sqrt((width * height) / MAX_CELLS));
    this.#columns = Math.floor(width / this.#cell) + 1;
    this.#rows = Math.floor(height / this.#cell) + 1;
    const counts = new Int32Array(this.#columns * this.#rows + 1);
    this.#eachCell((cell) => {
      counts[cell + 1] = (counts[cell + 1] as number) + 1;
    });
    for (let i = 1; i < counts.length; i++) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
    this.#starts = counts;
    const fill = counts.slice();
    this.#points = new Int32Array(counts.at(-1) as number);
    this.#chains = new Int32Array(chainsOf(network) === 0 ? 0 : lons.length);
    for (let c = 0; c < chainsOf(network); c++) this.#chains.fill(c, starts[c], starts[c + 1]);
    this.#eachCell((cell, point) => {
      this.#points[fill[cell] as number] = point;
      fill[cell] = (fill[cell] as number) + 1;
    });
  }

  #x(lon: number): number {
    return (lon - this.#west) * this.#perLon;
  }

  #y(lat: number): number {
    return (lat - this.#south) * METRES_PER_E7;
  }

  #eachCell(visit: (cell: number, point: number) => void): void {
    const { lons, lats, starts } = this.#network;
    for (let c = 0; c < chainsOf(this.#network); c++) {
      for (let p = starts[c] as number; p + 1 < (starts[c + 1] as number); p++) {
        const [ax, bx] = [this.#x(lons[p] as number), this.#x(lons[p + 1] as number)];
        const [ay, by] = [this.#y(lats[p] as number), this.#y(lats[p + 1] as number)];
        const lastColumn = Math.floor(Math.max(ax, bx) / this.#cell);
        const lastRow = Math.floor(Math.max(ay, by) / this.#cell);
        for (let row = Math.floor(Math.min(ay, by) / this.#cell); row <= lastRow; row++) {
          for (let column = Math.floor(Math.min(ax, bx) / this.#cell); column <= lastColumn; column++) {
            visit(row * this.#columns + column, p);
          }
        }
      }
    }
  }

  /** The nearest stretch whose chain stands at least so in the view; null where there is none at all. */
  nearest({ standing }: RoadView, place: Place, least: 1 | 2): Snap | null {
    const { lons, lats, metres, starts } = this.#network;
    const [x, y] = [this.#x(place.lon * 1e7), this.#y(place.lat * 1e7)];
    const [column, row] = [Math.floor(x / this.#cell), Math.floor(y / this.#cell)];
    const outside = Math.max(-column, column - this.#columns + 1, -row, row - this.#rows + 1, 0);
    const farthest = Math.max(Math.abs(column), Math.abs(column - this.#columns), Math.abs(row), Math.abs(row - this.#rows)) + 1;
    let best: Snap | null = null;
    let least2 = Infinity;
    const look = (cell: number): void => {
      for (let i = this.#starts[cell] as number; i < (this.#starts[cell + 1] as number); i++) {
        const p = this.#points[i] as number;
        const chain = this.#chains[p] as number;
        if ((standing[chain] as number) < least) continue;
        const [ax, ay] = [this.#x(lons[p] as number), this.#y(lats[p] as number)];
        const [dx, dy] = [this.#x(lons[p + 1] as number) - ax, this.#y(lats[p + 1] as number) - ay];
        const length2 = dx * dx + dy * dy;
        const part = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length2));
        const off2 = (x - ax - part * dx) ** 2 + (y - ay - part * dy) ** 2;
        if (off2 > least2 || (off2 === least2 && best !== null && p >= best.point)) continue;
        least2 = off2;
        const [from, to] = [metres[p] as number, metres[p + 1] as number];
        const length = metres[(starts[chain + 1] as number) - 1] as number;
        best = { chain, point: p, part, along: Math.min(length, from + (to - from) * part), offMetres: Math.sqrt(off2) };
      }
    };
    for (let ring = outside; ring <= farthest; ring++) {
      // What lies in this ring of cells or beyond is at least so far away.
      if (((ring - 1) * this.#cell) ** 2 > least2) break;
      for (let r = Math.max(0, row - ring); r <= Math.min(this.#rows - 1, row + ring); r++) {
        const isWhole = Math.abs(r - row) === ring;
        for (let c = Math.max(0, column - ring); isWhole && c <= Math.min(this.#columns - 1, column + ring); c++) {
          look(r * this.#columns + c);
        }
        for (const c of isWhole ? [] : [column - ring, column + ring]) if (c >= 0 && c < this.#columns) look(r * this.#columns + c);
      }
    }
    return best;
  }
}
