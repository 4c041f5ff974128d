import type { Booking, Notices, RideOnRequest } from './notices.ts';
import type { CivilDate, ClockMinutes, ClockSpan, Load, Place, Weekday } from './units.ts';

/** All that a plan is made from: who lives where, what they need, who can bring it, and on what roads. Plain data; `intake` reads it from files. */
export interface County {
  readonly name: string;
  /** IANA name, for calendars and GTFS. */
  readonly timeZone: string;
  readonly horizon: Horizon;
  readonly villages: readonly Village[];
  readonly services: readonly Service[];
  readonly depots: readonly Depot[];
  readonly vehicles: readonly Vehicle[];
  readonly lines: readonly BusLine[];
  readonly closures: readonly Closure[];
  readonly noFlyZones: readonly NoFlyZone[];
  readonly weather: readonly DayWeather[];
  readonly policy: Policy;
  /** For posters, calendars and GTFS. */
  readonly notices?: Notices;
  readonly rides?: readonly RideOnRequest[];
}

/** The days that are planned. Frequencies ("twice") are per horizon; gaps are also kept across its ends, since the rota repeats. */
export interface Horizon {
  readonly from: CivilDate;
  readonly days: number;
  /** Nobody works on these. */
  readonly holidays: readonly CivilDate[];
}

/** Residents of a village by age group. Groups are the county's own words (`0-6`, `60-79`, `80+`); those who live there, not those registered there. */
export type Residents = Readonly<Record<string, number>>;

export interface Village {
  /** The 12-digit statistical code where it has one, else any unique text. */
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly residents: Residents;
  /** People known to need a service (patients under follow-up, meals ordered), by service: counts instead of the service's shares. */
  readonly needs: Readonly<Record<string, number>>;
  /** What the village asked for; kept where it costs no floor, else told in the explanation. */
  readonly wishes: readonly Wish[];
}

export interface Wish {
  /** The round that the wish is about; all of them where it is absent. */
  readonly round?: string;
  readonly weekdays?: readonly Weekday[];
  readonly hours?: ClockSpan;
}

/** One kind of help (助医、助餐…). Services with the same `round` are brought in one stop by one vehicle. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly round: string;
  /** Of each age group, the part that comes at one visit, 0 to 1; `all` is a part of all residents. */
  readonly shares: Readonly<Record<string, number>>;
  readonly minutesPerPerson: number;
  /** To open and close the stop; of a round the longest counts once. */
  readonly setupMinutes: number;
  /** How many people are served at the same time. */
  readonly desks: number;
  /**
   * The first row whose `upToResidents` is not below the village's residents gives the visits in the horizon, the last where none is;
   * null is without limit.
   */
  readonly frequency: readonly { readonly upToResidents: number | null; readonly visits: number }[];
  /** Days from one visit to the next. */
  readonly minGapDays: number;
  readonly maxGapDays: number | null;
  /** Only on these; empty is any day. */
  readonly weekdays: readonly Weekday[];
  /** The stop begins within one of these; empty is the whole day. */
  readonly windows: readonly ClockSpan[];
  /** A vehicle must have all of them: skills of its crew and equipment aboard. */
  readonly skills: readonly string[];
  readonly equipment: readonly string[];
  /** What has to be carried for each person. */
  readonly loadPerPerson: Load;
  /** Goods need no crew at the stop: a bus with room or a drone may bring them. */
  readonly isDelivery: boolean;
}

export interface Depot {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
}

export interface Vehicle {
  readonly id: string;
  readonly name: string;
  readonly depot: string;
  /** Where it ends the day, after its last trip; its depot where absent. */
  readonly endDepot?: string;
  readonly weekdays: readonly Weekday[];
  readonly daysOff: readonly CivilDate[];
  readonly shift: ClockSpan;
  /** Paid, may go beyond the shift's end; dear in the plan's cost. */
  readonly maxOvertimeMinutes: number;
  /**
   * Begins within `from`..`to`, at a stop or before it, never while driving, serving or loading; null is none. A crew that stands at
   * its depot for so long, before it leaves, after it is back, or between two trips beyond their turnaround, has rested.
   */
  readonly rest: { readonly minutes: number; readonly from: ClockMinutes; readonly to: ClockMinutes } | null;
  readonly capacity: Load;
  readonly skills: readonly string[];
  readonly equipment: readonly string[];
  /** Tours from the depot in one day, with `turnaroundMinutes` between two of them. */
  readonly maxTrips: number;
  readonly turnaroundMinutes: number;
  readonly travel: RoadTravel | DroneTravel;
}

/** Speed as a part of the road's own: 1 is a car, a loaded clinic bus about 0.8. */
export interface RoadTravel {
  readonly kind: 'road';
  readonly speedFactor: number;
  /** Roads that are narrower or weaker than this are not for it. */
  readonly minRoadClass?: RoadClass;
}

export interface DroneTravel {
  readonly kind: 'drone';
  readonly cruiseKmh: number;
  /** Of one trip, there and back, reserve already taken off. */
  readonly rangeKm: number;
  readonly maxWindMs: number;
}

/** OpenStreetMap's highway classes, widest first, as far as vehicles use them. */
export const ROAD_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'service',
  'track',
] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** A bus that carries passengers, cargo and mail on one line (客货邮). Its timetable is given; deliveries ride along where it has room. */
export interface BusLine {
  readonly id: string;
  readonly name: string;
  readonly weekdays: readonly Weekday[];
  readonly departures: readonly ClockMinutes[];
  readonly stops: readonly LineStop[];
  /** Free for cargo on each departure. */
  readonly capacity: Load;
}

export interface LineStop {
  /** The village that it serves, where it serves one. */
  readonly village?: string;
  readonly name: string;
  readonly place: Place;
  readonly minutesFromStart: number;
  /** The bus calls here only when asked; absent is always. */
  readonly onRequest?: Booking;
}

/** A road that cannot be used: everything within `radiusMetres` of the place, or the named OSM ways. */
export interface Closure {
  readonly reason: string;
  readonly from: CivilDate;
  /** The last closed day. */
  readonly until: CivilDate;
  readonly place?: Place;
  readonly radiusMetres?: number;
  readonly ways?: readonly number[];
}

export interface NoFlyZone {
  readonly name: string;
  /** One ring, first point not repeated. */
  readonly outline: readonly Place[];
  readonly from?: CivilDate;
  readonly until?: CivilDate;
}

export interface DayWeather {
  readonly date: CivilDate;
  readonly windMs: number;
  /** Rain, fog, ice: no drone at all. */
  readonly isFlyable: boolean;
}

/** What a minute of each is worth against a minute of driving. The plan's cost is their sum, in driving minutes, and is shown part by part. */
export interface Policy {
  readonly overtimeWeight: number;
  /**
   * Of the mean absolute difference between the crews' working minutes, over all pairs of vehicles that work on any day of the
   * horizon. A crew's day lasts from leaving for its first trip to coming back from its last, its rest included.
   */
  readonly unfairnessWeight: number;
  /**
   * Of a visit's minutes beyond `hourToleranceMinutes` from the call's usual hour: the median of when its visits begin, of two middle
   * ones the earlier.
   */
  readonly irregularityWeight: number;
  readonly hourToleranceMinutes: number;
  /** Of a wish that is not kept, in driving minutes for each visit. */
  readonly wishWeight: number;
  /**
   * Every visit of a call falls on one weekday; where it has more visits than the horizon has weeks (`ceil(days / 7)`), on as few as
   * will do: `ceil(visits / weeks)`.
   */
  readonly isSameWeekday: boolean;
}
