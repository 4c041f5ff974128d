import { type Closure, ROAD_CLASSES, type RoadTravel } from '../model/county.ts';
import type { TravelTable } from '../model/travel.ts';
import type { Place } from '../model/units.ts';
import type { PlannerProblem } from '../model/words.ts';
import type { RoadNetwork } from './network/network.ts';
import { SnapGrid } from './network/snap.ts';
import { type Placed, placeOnRoads, type Site } from './place-on-roads.ts';
import { type Arcs, arcsOf } from './search/arcs.ts';
import { type ClosedParts, closedLinks, closedParts } from './search/close.ts';
import { Search } from './search/search.ts';
import { type SiteGraph, siteGraph } from './search/site-graph.ts';
import { tableOver } from './search/table.ts';
import { trace } from './search/trace.ts';

/** One table, and how its ways run. */
export interface Tabled {
  readonly table: TravelTable;
  line(from: number, to: number): readonly Place[] | null;
}

/** Roads between given sites, kept by road class and by closure, so that each is worked out once. */
export class TravelByRoad {
  readonly #network: RoadNetwork;
  readonly #sites: readonly Site[];
  readonly #grid: SnapGrid;
  readonly #placed = new Map<number, Placed & { readonly graph: SiteGraph }>();
  readonly #tabled: { readonly weakest: number; readonly mask: Uint8Array; readonly tabled: Tabled }[] = [];
  readonly #closed = new Map<Closure, ClosedParts>();
  readonly warnings: PlannerProblem[] = [];

  constructor(network: RoadNetwork, sites: readonly Site[]) {
    this.#network = network;
    this.#sites = sites;
    this.#grid = new SnapGrid(network);
  }

  /** At a speed class of 1. Closures that close the same links between the sites get the same object. */
  table({ minRoadClass }: RoadTravel, closures: readonly Closure[]): Tabled {
    const weakest = minRoadClass === undefined ? ROAD_CLASSES.length - 1 : ROAD_CLASSES.indexOf(minRoadClass);
    const { graph, snaps } = this.#place(weakest);
    const closed = closures.map((closure) => this.#close(closure)).filter(({ size }) => size > 0);
    const mask = closedLinks(graph, closed);
    const known = this.#tabled.find((one) => one.weakest === weakest && one.mask.every((is, link) => is === mask[link]));
    if (known) return known.tabled;
    const arcs = arcsOf(graph, mask);
    const tabled = { table: tableOver(arcs, offMetresOf(snaps)), line: this.#lines(graph, arcs) };
    this.#tabled.push({ weakest, mask, tabled });
    return tabled;
  }

  /** Ways are asked for one after the other, often from the same site: one search is kept. */
  #lines(graph: SiteGraph, arcs: Arcs): Tabled['line'] {
    let search: Search | null = null;
    let searchedFrom = -1;
    return (from, to) => {
      const [start, end] = [this.#sites[from]?.place, this.#sites[to]?.place];
      if (!start || !end) return null;
      if (from === to) return [start, end];
      search ??= new Search(arcs);
      if (searchedFrom !== from) search.from(from);
      searchedFrom = from;
      const line = trace(this.#network, graph, arcs, search, to);
      return line && [start, ...line, end];
    };
  }

  #place(weakest: number): Placed & { readonly graph: SiteGraph } {
    const known = this.#placed.get(weakest);
    if (known) return known;
    const placed = placeOnRoads(this.#network, this.#grid, weakest, this.#sites);
    this.warnings.push(...placed.warnings);
    const made = { ...placed, graph: siteGraph(placed.view, placed.snaps) };
    this.#placed.set(weakest, made);
    return made;
  }

  #close(closure: Closure): ClosedParts {
    const known = this.#closed.get(closure);
    if (known) return known;
    const parts = closedParts(this.#network, closure);
    this.#closed.set(closure, parts);
    if (parts.size === 0) this.warnings.push(closesNothing(closure));
    return parts;
  }
}

function closesNothing({ reason, from, until }: Closure): PlannerProblem {
  return {
    code: 'plan/closure-without-road',
    at: `closures, ${reason}`,
    words: {
      zh: `封路“${reason}”（${from} 至 ${until}）没有碰到任何道路，不起作用。请检查位置、半径或道路编号。`,
      en: `The closure "${reason}" (${from} to ${until}) meets no road and changes nothing. Check its place, radius or way numbers.`,
    },
  };
}

const offMetresOf = (snaps: Placed['snaps']): (number | null)[] => snaps.map((snap) => snap?.offMetres ?? null);
