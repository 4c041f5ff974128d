import type { County } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import type { WayBetween } from '../ways.ts';
import type { Row } from './table.ts';

/** What the feed is made from, and its tables as they grow. */
export interface Feed {
  readonly county: County;
  readonly plan: Plan;
  readonly way: WayBetween;
  readonly stops: Map<string, Row>;
  readonly routes: Row[];
  readonly trips: Row[];
  readonly stopTimes: Row[];
  readonly calendar: Row[];
  readonly calendarDates: Row[];
  readonly shapes: Row[];
  readonly groups: Row[];
  readonly groupStops: Row[];
  readonly bookingRules: Row[];
}

export const AGENCY = 'agency';

/** A route's names: short ones of at most 12 characters (as the reference recommends) beside the long one. */
export const routeOf = (id: string, name: string, description: string): Row => ({
  route_id: id,
  agency_id: AGENCY,
  ...([...name].length <= 12 ? { route_short_name: name } : { route_long_name: name }),
  route_desc: description,
  route_type: 3,
});

export const NO_PICKUP = 1;
export const PHONE_AGENCY = 2;
