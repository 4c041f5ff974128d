import type { Snap } from '../network/snap.ts';
import type { RoadView } from '../network/view.ts';
import { growBytes, growFloats, growInts } from '../osm/growing.ts';

/**
 * What of the roads matters between given sites: each site is a node on its road, dead ends without sites are left out, and nodes
 * where nothing branches are run through. Closures only take links away, so it holds for all of them.
 */
export interface SiteGraph {
  /** Sites come first, then junctions. */
  readonly nodes: number;
  readonly sites: number;
  /** Links between nodes, each made of stretches of chains, in order from `from` to `to`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Infinity where it may not be driven. */
  readonly forth: Float64Array;
  readonly back: Float64Array;
  readonly metres: Float64Array;
  /** The stretches of link `l` are `starts[l]` to `starts[l + 1]`. */
  readonly starts: Int32Array;
  readonly stretches: Stretches;
  /** By stretch of a link: which one, and whether it is driven against its chain. */
  readonly parts: Int32Array;
  readonly isTurned: Uint8Array;
}

/** Pieces of chains between sites and junctions. */
interface Stretches {
  readonly chain: Int32Array;
  /** Metres from the chain's first point. */
  readonly begin: Float64Array;
  readonly end: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly forth: Float64Array;
  readonly back: Float64Array;
}

/** Cuts the chains of the main piece where sites lie on them. */
function cut({ network, standing }: RoadView, snaps: readonly (Snap | null)[]): Stretches {
  const { starts, metres, forth, back, heads, tails, directions } = network;
  const onChain = new Map<number, number[]>();
  for (const [site, snap] of snaps.entries()) {
    if (snap) onChain.set(snap.chain, [...(onChain.get(snap.chain) ?? []), site]);
  }
  const chain = growInts();
  const begin = growFloats();
  const end = growFloats();
  const from = growInts();
  const to = growInts();
  const secondsForth = growFloats();
  const secondsBack = growFloats();
  for (let c = 0; c < standing.length; c++) {
    if (standing[c] !== 2) continue;
    const last = (starts[c + 1] as number) - 1;
    const sites = (onChain.get(c) ?? []).sort((a, b) => (snaps[a] as Snap).along - (snaps[b] as Snap).along || a - b);
    let [node, along, there, home] = [snaps.length + (heads[c] as number), 0, 0, 0];
    const add = (next: number, metresThere: number, secondsThere: number, secondsHome: number): void => {
      chain.push(c);
      begin.push(along);
      end.push(metresThere);
      from.push(node);
      to.push(next);
      secondsForth.push(((directions[c] as number) & 1) !== 0 ? secondsThere - there : Infinity);
      secondsBack.push(((directions[c] as number) & 2) !== 0 ? secondsHome - home : Infinity);
      [node, along, there, home] = [next, metresThere, secondsThere, secondsHome];
    };
    for (const site of sites) {
      const { point, part, along: at } = snaps[site] as Snap;
      const between = (sums: Float32Array): number => (sums[point] as number) * (1 - part) + (sums[point + 1] as number) * part;
      add(site, at, between(forth), between(back));
    }
    add(snaps.length + (tails[c] as number), metres[last] as number, forth[last] as number, back[last] as number);
  }
  return {
    chain: chain.trimmed(),
    begin: begin.trimmed(),
    end: end.trimmed(),
    from: from.trimmed(),
    to: to.trimmed(),
    forth: secondsForth.trimmed(),
    back: secondsBack.trimmed(),
  };
}

interface Meeting {
  readonly starts: Int32Array;
  readonly at: Int32Array;
}

function meetingsOf(nodes: number, { from, to }: Stretches): Meeting {
  const starts = new Int32Array(nodes + 1);
  for (const ends of [from, to]) for (const node of ends) starts[node + 1] = (starts[node + 1] as number) + 1;
  for (let n = 0; n < nodes; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const fill = starts.slice();
  const at = new Int32Array(from.length * 2);
  for (const ends of [from, to]) {
    for (const [s, node] of ends.entries()) {
      at[fill[node] as number] = s;
      fill[node] = (fill[node] as number) + 1;
    }
  }
  return { starts, at };
}

export function siteGraph(view: RoadView, snaps: readonly (Snap | null)[]): SiteGraph {
  const sites = snaps.length;
  const all = sites + view.network.junctions;
  const stretches = cut(view, snaps);
  const meeting = meetingsOf(all, stretches);
  const isGone = new Uint8Array(stretches.chain.length);
  const degrees = new Int32Array(all);
  const other = (s: number, node: number): number =>
    stretches.from[s] === node ? (stretches.to[s] as number) : (stretches.from[s] as number);
  for (let s = 0; s < isGone.length; s++) {
    const [a, b] = [stretches.from[s] as number, stretches.to[s] as number];
    // Round and back to where it began: no way anywhere.
    if (a === b) isGone[s] = 1;
    else for (const node of [a, b]) degrees[node] = (degrees[node] as number) + 1;
  }
  const left = (node: number, skip: number): number => {
    for (let i = meeting.starts[node] as number; i < (meeting.starts[node + 1] as number); i++) {
      const s = meeting.at[i] as number;
      if (s !== skip && isGone[s] === 0) return s;
    }
    return -1;
  };
  for (let start = sites; start < all; start++) {
    for (let node = start; node >= sites && degrees[node] === 1; ) {
      const s = left(node, -1);
      isGone[s] = 1;
      degrees[node] = 0;
      node = other(s, node);
      degrees[node] = (degrees[node] as number) - 1;
    }
  }
  // Links from each node that stays, through those that do not.
  const numberOf = new Int32Array(all).fill(-1);
  let nodes = sites;
  for (let n = 0; n < sites; n++) numberOf[n] = n;
  for (let n = sites; n < all; n++) if ((degrees[n] as number) > 2) numberOf[n] = nodes++;
  const from = growInts();
  const to = growInts();
  const forth = growFloats();
  const back = growFloats();
  const metres = growFloats();
  const starts = growInts();
  const parts = growInts();
  const isTurned = growBytes();
  const follow = (begin: number, along: number): void => {
    starts.push(parts.length);
    let [node, there, home, length] = [begin, 0, 0, 0];
    for (let s = along; ; ) {
      isGone[s] = 1;
      const turned = stretches.from[s] !== node;
      parts.push(s);
      isTurned.push(turned ? 1 : 0);
      there += (turned ? stretches.back[s] : stretches.forth[s]) as number;
      home += (turned ? stretches.forth[s] : stretches.back[s]) as number;
      length += (stretches.end[s] as number) - (stretches.begin[s] as number);
      node = other(s, node);
      if (numberOf[node] !== -1) break;
      s = left(node, s);
    }
    from.push(numberOf[begin] as number);
    to.push(numberOf[node] as number);
    forth.push(there);
    back.push(home);
    metres.push(length);
  };
  for (let n = 0; n < all; n++) {
    if (numberOf[n] === -1) continue;
    for (let i = meeting.starts[n] as number; i < (meeting.starts[n + 1] as number); i++) {
      const s = meeting.at[i] as number;
      if (isGone[s] === 0) follow(n, s);
    }
  }
  starts.push(parts.length);
  return {
    nodes,
    sites,
    from: from.trimmed(),
    to: to.trimmed(),
    forth: forth.trimmed(),
    back: back.trimmed(),
    metres: metres.trimmed(),
    starts: starts.trimmed(),
    stretches,
    parts: parts.trimmed(),
    isTurned: isTurned.trimmed(),
  };
}
