import type { Arcs } from './arcs.ts';

/** Least-time ways from one site to all others (Dijkstra 1959) with a 4-ary heap; the arrays are used again by the next `from`. */
export class Search {
  readonly #arcs: Arcs;
  readonly seconds: Float64Array;
  readonly metres: Float64Array;
  /** The arc by which each node was reached; -1 where none. */
  readonly arrivals: Int32Array;
  readonly #heap: Int32Array;
  /** Where each node is in the heap; -1 never there, -2 done. */
  readonly #spots: Int32Array;

  constructor(arcs: Arcs) {
    this.#arcs = arcs;
    this.seconds = new Float64Array(arcs.nodes);
    this.metres = new Float64Array(arcs.nodes);
    this.arrivals = new Int32Array(arcs.nodes);
    this.#heap = new Int32Array(arcs.nodes + 1);
    this.#spots = new Int32Array(arcs.nodes);
  }

  /** Ends as soon as all sites are reached: beyond them the arrays hold no final values. */
  from(source: number): void {
    const { starts, to, seconds: costs, metres: lengths, sites } = this.#arcs;
    const { seconds, metres, arrivals } = this;
    const heap = this.#heap;
    const spots = this.#spots;
    seconds.fill(Infinity);
    metres.fill(Infinity);
    arrivals.fill(-1);
    spots.fill(-1);
    seconds[source] = 0;
    metres[source] = 0;
    heap[0] = source;
    spots[source] = 0;
    let size = 1;
    let left = sites;
    while (size > 0) {
      const node = heap[0] as number;
      spots[node] = -2;
      size--;
      if (size > 0) this.#sink(heap[size] as number, size);
      if (node < sites && --left === 0) return;
      const begun = seconds[node] as number;
      const driven = metres[node] as number;
      const end = starts[node + 1] as number;
      for (let a = starts[node] as number; a < end; a++) {
        const next = to[a] as number;
        const time = begun + (costs[a] as number);
        if (time >= (seconds[next] as number)) continue;
        seconds[next] = time;
        metres[next] = driven + (lengths[a] as number);
        arrivals[next] = a;
        let spot = spots[next] as number;
        if (spot < 0) spot = size++;
        while (spot > 0) {
          const up = (spot - 1) >> 2;
          const parent = heap[up] as number;
          if ((seconds[parent] as number) <= time) break;
          heap[spot] = parent;
          spots[parent] = spot;
          spot = up;
        }
        heap[spot] = next;
        spots[next] = spot;
      }
    }
  }

  /** Puts `node` at the top and lets it sink to its spot. */
  #sink(node: number, size: number): void {
    const { seconds } = this;
    const heap = this.#heap;
    const spots = this.#spots;
    const time = seconds[node] as number;
    let spot = 0;
    for (;;) {
      const first = 4 * spot + 1;
      if (first >= size) break;
      let least = first;
      let leastTime = seconds[heap[first] as number] as number;
      const end = Math.min(first + 4, size);
      for (let child = first + 1; child < end; child++) {
        const childTime = seconds[heap[child] as number] as number;
        if (childTime < leastTime) {
          leastTime = childTime;
          least = child;
        }
      }
      if (leastTime >= time) break;
      const moved = heap[least] as number;
      heap[spot] = moved;
      spots[moved] = spot;
      spot = least;
    }
    heap[spot] = node;
    spots[node] = spot;
  }
}
