/**
 * Roads as chains between junctions, over typed arrays alone, so that workers can share it. A chain's points are
 * `starts[c]` to `starts[c + 1]`, both ends included; sums along it begin at its first point.
 */
export interface RoadNetwork {
  readonly name: string;
  readonly junctions: number;
  readonly starts: Int32Array;
  /** Degrees × 10^7. */
  readonly lons: Int32Array;
  readonly lats: Int32Array;
  readonly metres: Float32Array;
  /** Seconds at a speed class of 1, from the chain's first point to this one. */
  readonly forth: Float32Array;
  /** Seconds from this point back to the first one. */
  readonly back: Float32Array;
  /** The way that leads from this point to the next; index into `wayIds`. */
  readonly ways: Int32Array;
  readonly wayIds: Float64Array;
  /** Junctions at the chain's ends. */
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  /** Index into `ROAD_CLASSES`. */
  readonly classes: Uint8Array;
  /** 1: may be driven from first to last point; 2: from last to first. */
  readonly directions: Uint8Array;
}

export function chainsOf(network: RoadNetwork): number {
  return network.classes.length;
}
