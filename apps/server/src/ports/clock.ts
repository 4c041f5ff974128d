export interface Clock {
  /** Wall time; may step backwards. */
  now(): Date;
  /** Milliseconds since some fixed point in this process; never steps backwards. For durations. */
  monotonicMs(): number;
}
