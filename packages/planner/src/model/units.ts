/** WGS-84, degrees. Coordinates declared as GCJ-02 are converted where they are read (`intake`). */
export interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** A day of the calendar, `YYYY-MM-DD`. */
export type CivilDate = string;

/** Minutes since midnight, local time of the county; after midnight it goes on beyond 1440. */
export type ClockMinutes = number;

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface ClockSpan {
  readonly from: ClockMinutes;
  readonly to: ClockMinutes;
}

/** What a vehicle carries beside its crew; each is counted by itself. `kilograms` is what a drone's payload is measured in. */
export const LOADS = ['seats', 'parcels', 'meals', 'kilograms'] as const;
export type LoadKind = (typeof LOADS)[number];
/** A kind that a capacity does not name has no room in it; one that a load does not name takes none. */
export type Load = Readonly<Partial<Record<LoadKind, number>>>;
