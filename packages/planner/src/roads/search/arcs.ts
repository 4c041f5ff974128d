import type { SiteGraph } from './site-graph.ts';

/** Links as arcs by the node that they leave (compressed sparse rows): what a search runs over. */
export interface Arcs {
  readonly nodes: number;
  readonly sites: number;
  readonly starts: Int32Array;
  readonly to: Int32Array;
  readonly seconds: Float64Array;
  readonly metres: Float64Array;
  /** The link; minus one minus it where it is driven from `to` to `from`. */
  readonly links: Int32Array;
}

/** Without the links that `isClosed` names (1 is closed) and those that may not be driven. */
export function arcsOf(graph: SiteGraph, isClosed: Uint8Array): Arcs {
  const starts = new Int32Array(graph.nodes + 1);
  const isOpen = (l: number, seconds: Float64Array): boolean => (seconds[l] as number) < Infinity && isClosed[l] === 0;
  for (let l = 0; l < graph.from.length; l++) {
    if (isOpen(l, graph.forth)) starts[(graph.from[l] as number) + 1] = (starts[(graph.from[l] as number) + 1] as number) + 1;
    if (isOpen(l, graph.back)) starts[(graph.to[l] as number) + 1] = (starts[(graph.to[l] as number) + 1] as number) + 1;
  }
  for (let n = 0; n < graph.nodes; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const fill = starts.slice();
  const count = starts[graph.nodes] as number;
  const to = new Int32Array(count);
  const seconds = new Float64Array(count);
  const metres = new Float64Array(count);
  const links = new Int32Array(count);
  const put = (node: number, next: number, l: number, time: number, isBack: boolean): void => {
    const i = fill[node] as number;
    fill[node] = i + 1;
    to[i] = next;
    seconds[i] = time;
    metres[i] = graph.metres[l] as number;
    links[i] = isBack ? -1 - l : l;
  };
  for (let l = 0; l < graph.from.length; l++) {
    const [a, b] = [graph.from[l] as number, graph.to[l] as number];
    if (isOpen(l, graph.forth)) put(a, b, l, graph.forth[l] as number, false);
    if (isOpen(l, graph.back)) put(b, a, l, graph.back[l] as number, true);
  }
  return { nodes: graph.nodes, sites: graph.sites, starts, to, seconds, metres, links };
}
