import type { ClockMinutes, ClockSpan, Weekday } from './units.ts';

/** What residents are told beside the times, in the county's own words. What is absent is left out of what is published, or left free to write by hand. */
export interface Notices {
  /** Who publishes and answers; the county's name where absent. */
  readonly publisher?: string;
  /** http or https; GTFS asks for one. */
  readonly url?: string;
  readonly phone?: string;
  /** What to bring, by service id. */
  readonly bring?: Readonly<Record<string, string>>;
  /** Where the vehicle stands, by village id. */
  readonly meetAt?: Readonly<Record<string, string>>;
  /** Said at the foot of every poster. */
  readonly remark?: string;
}

/** How early a place on board has to be asked for: minutes before, or until a time on a day before (1 is the day before). */
export type Booking =
  | { readonly kind: 'same-day'; readonly minutesBefore: number }
  | { readonly kind: 'days-before'; readonly days: number; readonly until: ClockMinutes };

/** A ride that comes when it is asked for, within some hours between some villages (助行). */
export interface RideOnRequest {
  readonly id: string;
  readonly name: string;
  readonly villages: readonly string[];
  readonly weekdays: readonly Weekday[];
  readonly hours: ClockSpan;
  readonly booking: Booking;
  /** The county's where absent. */
  readonly phone?: string;
}
