import type { RoadClass } from '../src/model/county.ts';
import type { Chance } from './chance.ts';
import { type GrownRoads, wayToTown } from './grow-roads.ts';
import type { Terrain } from './terrain.ts';

/** A point of the map, metres from the county's south-west corner. */
export interface WebNode {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface WebWay {
  readonly id: number;
  readonly nodes: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What would be in an OpenStreetMap extract: nodes by ascending id, and ways. */
export interface RoadWeb {
  readonly nodes: readonly WebNode[];
  readonly ways: readonly WebWay[];
  /** The node of each cell that has a road, a village or the town. */
  readonly nodeOfCell: ReadonlyMap<number, number>;
  /** Ways over passes: the rest of the county stays in one piece without them. */
  readonly passWays: readonly number[];
  /** For each village, in order, the ways that it has towards the town. */
  readonly waysToTown: readonly (readonly number[])[];
}

interface Line {
  readonly cells: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
  readonly isPass: boolean;
}

function classOf(flow: number, villages: number): RoadClass {
  if (flow > villages / 3) return 'secondary';
  if (flow > villages / 8) return 'tertiary';
  return flow > 1 ? 'unclassified' : 'residential';
}

/** The tree cut into ways where it branches, where a village stands, and where its class changes. */
function linesOf(grown: GrownRoads, villages: readonly number[], chance: Chance): Line[] {
  const flows = new Map<number, number>();
  for (const village of villages) for (const cell of wayToTown(grown.parents, village)) flows.set(cell, (flows.get(cell) ?? 0) + 1);
  const ends = new Set<number>(villages);
  const children = new Map<number, number>();
  for (const cell of flows.keys()) {
    const parent = grown.parents[cell] as number;
    children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  for (const [cell, count] of children) if (count > 1 || grown.parents[cell] === -1) ends.add(cell);
  for (const pass of grown.passes) for (const cell of pass) if (flows.has(cell)) ends.add(cell);
  const lines: Line[] = [];
  for (const start of flows.keys()) {
    if (!ends.has(start) || grown.parents[start] === -1) continue;
    const cells = [start];
    for (let at = grown.parents[start] as number; ; at = grown.parents[at] as number) {
      cells.push(at);
      if (ends.has(at) || grown.parents[at] === -1) break;
    }
    const highway = classOf(flows.get(start) as number, villages.length);
    const speed = highway === 'secondary' ? { maxspeed: chance.pick(['60', '50', '40 mph']) } : {};
    lines.push({ cells, tags: { highway, ...speed }, isPass: false });
  }
  for (const pass of grown.passes) {
    // Where a pass runs along the tree it is the tree.
    for (let i = 0; i + 1 < pass.length; ) {
      let j = i + 1;
      while (j + 1 < pass.length && !flows.has(pass[j] as number)) j++;
      const cells = pass.slice(i, j + 1);
      const [a, b] = [cells[0] as number, cells[1] as number];
      const isTree = cells.length === 2 && (grown.parents[a] === b || grown.parents[b] === a);
      if (!isTree) lines.push({ cells, tags: { highway: chance.pick(['unclassified', 'track']) }, isPass: true });
      i = j;
    }
  }
  return lines;
}

/** Collects nodes and ways under ids that rise like those of a real extract. */
class WebMaker {
  readonly nodes: WebNode[] = [];
  readonly ways: WebWay[] = [];
  readonly nodeOfCell = new Map<number, number>();
  readonly #chance: Chance;
  readonly #terrain: Terrain;
  #nodeId = 100_000_000;
  #wayId = 5_000_000;

  constructor(chance: Chance, terrain: Terrain) {
    this.#chance = chance;
    this.#terrain = terrain;
  }

  add(x: number, y: number, tags: WebNode['tags'] = {}): number {
    this.#nodeId += this.#chance.whole(1, 900);
    this.nodes.push({ id: this.#nodeId, x, y, tags });
    return this.#nodeId;
  }

  way(nodes: readonly number[], tags: WebWay['tags']): number {
    this.#wayId += this.#chance.whole(1, 90);
    this.ways.push({ id: this.#wayId, nodes, tags });
    return this.#wayId;
  }

  /** Roads do not run from cell to cell like chess kings: each cell's node stands somewhere in it. */
  cell(cell: number): number {
    const known = this.nodeOfCell.get(cell);
    if (known !== undefined) return known;
    const { side, cellMetres } = this.#terrain;
    const off = (): number => 0.5 + this.#chance.between(-0.3, 0.3);
    const id = this.add(((cell % side) + off()) * cellMetres, (Math.floor(cell / side) + off()) * cellMetres);
    this.nodeOfCell.set(cell, id);
    return id;
  }

  /** Two bends between one cell and the next. */
  line(cells: readonly number[], at: (id: number) => WebNode): number[] {
    const nodes: number[] = [];
    for (const [i, cell] of cells.entries()) {
      const id = this.cell(cell);
      const before = nodes.at(-1);
      if (i > 0 && before !== undefined) {
        const [a, b] = [at(before), at(id)];
        for (const part of [1 / 3, 2 / 3]) {
          const bend = this.#chance.between(-0.12, 0.12);
          nodes.push(this.add(a.x + (b.x - a.x) * part - (b.y - a.y) * bend, a.y + (b.y - a.y) * part + (b.x - a.x) * bend));
        }
      }
      nodes.push(id);
    }
    return nodes;
  }
}

const STREETS = 5;
const BLOCK_METRES = 110;

/** The town's streets, every second one of them one way, with the tree's root at a corner; a private drive; things that are no roads. */
function layTown(maker: WebMaker, root: WebNode): void {
  const grid = Array.from({ length: STREETS * STREETS }, (_, i) =>
    i === 0 ? root.id : maker.add(root.x + (i % STREETS) * BLOCK_METRES, root.y + Math.floor(i / STREETS) * BLOCK_METRES),
  );
  const row = (line: number): number[] => grid.slice(line * STREETS, (line + 1) * STREETS);
  const column = (line: number): number[] => row(0).map((_, i) => grid[i * STREETS + line] as number);
  const oneway = (line: number): Record<string, string> => (line % 2 === 0 ? {} : { oneway: line % 4 === 1 ? 'yes' : '-1' });
  for (let line = 0; line < STREETS; line++) {
    maker.way(row(line), { highway: 'residential', ...oneway(line) });
    maker.way(column(line), { highway: line === 0 ? 'tertiary' : 'residential', ...oneway(line) });
  }
  const corner = grid.at(-1) as number;
  const gate = maker.add(root.x + STREETS * BLOCK_METRES, root.y + STREETS * BLOCK_METRES, { barrier: 'gate' });
  maker.way([corner, gate], { highway: 'service', access: 'private' });
  maker.way([gate, grid[1] as number], { highway: 'footway' });
  const wall = [0, 1, 2].map((i) => maker.add(root.x + 20 + 15 * i, root.y + 20 + 10 * (i % 2)));
  maker.way([...wall, wall[0] as number], { building: 'yes' });
}

/** `cutOff` villages get a lane of their own that leads nowhere. */
export function makeWeb(
  chance: Chance,
  terrain: Terrain,
  town: number,
  villages: readonly number[],
  cutOff: readonly number[],
  grown: GrownRoads,
): RoadWeb {
  const maker = new WebMaker(chance, terrain);
  const at = (id: number): WebNode => maker.nodes[index(id)] as WebNode;
  const index = (id: number): number => {
    let low = 0;
    let high = maker.nodes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((maker.nodes[middle] as WebNode).id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  maker.cell(town);
  const passWays: number[] = [];
  const wayOfCell = new Map<number, number>();
  for (const { cells, tags, isPass } of linesOf(grown, villages, chance)) {
    const id = maker.way(maker.line(cells, at), tags);
    if (isPass) passWays.push(id);
    else for (const cell of cells.slice(0, -1)) wayOfCell.set(cell, id);
  }
  layTown(maker, at(maker.cell(town)));
  for (const cell of cutOff) {
    const { x, y } = at(maker.cell(cell));
    maker.way([maker.cell(cell), maker.add(x + 60, y + 10), maker.add(x + 130, y - 20)], { highway: 'residential' });
  }
  const waysToTown = villages.map((village) => {
    const way = wayToTown(grown.parents, village).map((cell) => wayOfCell.get(cell));
    return [...new Set(way.filter((id) => id !== undefined))];
  });
  return { nodes: maker.nodes, ways: maker.ways, nodeOfCell: maker.nodeOfCell, passWays, waysToTown };
}
