import type { CivilDate } from './units.ts';

/** Who drives how: vehicles of one profile share their travel times. `roads` makes one per profile and per set of closures that holds on some day. */
export interface TravelTable {
  /** Minutes from the row's site to the column's, `sites × sites`, row by row; Infinity where there is no way. */
  readonly minutes: Float64Array;
  /** Metres along the same ways. */
  readonly metres: Float64Array;
}

/** Travel between all depots and villages for every vehicle and day. Sites are ordered: depots first, as in the county, then villages. */
export interface Travel {
  /** Ids of depots and villages; prefixed `depot:` and `village:` since the two may share an id. */
  readonly sites: readonly string[];
  readonly tables: readonly TravelTable[];
  /** Index into `tables`; null when the vehicle cannot move on that day (a drone in a storm). */
  tableOf(vehicleId: string, date: CivilDate): number | null;
}
