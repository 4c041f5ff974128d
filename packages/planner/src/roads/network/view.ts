import { chainsOf, type RoadNetwork } from './network.ts';

/** The part of the network that a vehicle may use and come back from: its largest strongly connected piece. */
export interface RoadView {
  readonly network: RoadNetwork;
  /** For each chain: 0 not for this vehicle, 1 cut off from the rest, 2 of the main piece. */
  readonly standing: Uint8Array;
}

/** Strongly connected components (Tarjan 1972) without recursion; a number for each junction. */
function componentsOf(count: number, starts: Int32Array, targets: Int32Array): Int32Array {
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const next = starts.slice(0, count);
  const open: number[] = [];
  const path: number[] = [];
  let seen = 0;
  let components = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const at = path.at(-1) as number;
      if (order[at] === -1) {
        order[at] = seen;
        low[at] = seen++;
        open.push(at);
      }
      const i = next[at] as number;
      if (i < (starts[at + 1] as number)) {
        const to = targets[i] as number;
        next[at] = i + 1;
        if (order[to] === -1) path.push(to);
        else if (component[to] === -1) low[at] = Math.min(low[at] as number, order[to] as number);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above] = Math.min(low[above] as number, low[at] as number);
      if (low[at] !== order[at]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component[member] = components;
        if (member === at) break;
      }
      components++;
    }
  }
  return component;
}

/** `weakest` is the index into `ROAD_CLASSES` of the last class that the vehicle may use. */
export function viewOf(network: RoadNetwork, weakest: number): RoadView {
  const { junctions, heads, tails, classes, directions, starts, metres } = network;
  const chains = chainsOf(network);
  const out = new Int32Array(junctions + 1);
  const eachArc = (visit: (from: number, to: number) => void): void => {
    for (let c = 0; c < chains; c++) {
      if ((classes[c] as number) > weakest) continue;
      if (((directions[c] as number) & 1) !== 0) visit(heads[c] as number, tails[c] as number);
      if (((directions[c] as number) & 2) !== 0) visit(tails[c] as number, heads[c] as number);
    }
  };
  eachArc((from) => {
    out[from + 1] = (out[from + 1] as number) + 1;
  });
  for (let j = 0; j < junctions; j++) out[j + 1] = (out[j + 1] as number) + (out[j] as number);
  const fill = out.slice();
  const targets = new Int32Array(out[junctions] as number);
  eachArc((from, to) => {
    targets[fill[from] as number] = to;
    fill[from] = (fill[from] as number) + 1;
  });
  const component = componentsOf(junctions, out, targets);
  const lengths = new Float64Array(junctions);
  let main = -1;
  for (let c = 0; c < chains; c++) {
    const piece = component[heads[c] as number] as number;
    if ((classes[c] as number) > weakest || piece !== component[tails[c] as number]) continue;
    lengths[piece] = (lengths[piece] as number) + (metres[(starts[c + 1] as number) - 1] as number);
    if (main === -1 || (lengths[piece] as number) > (lengths[main] as number)) main = piece;
  }
  const standing = new Uint8Array(chains);
  for (let c = 0; c < chains; c++) {
    if ((classes[c] as number) > weakest) continue;
    standing[c] = component[heads[c] as number] === main && component[tails[c] as number] === main ? 2 : 1;
  }
  return { network, standing };
}
