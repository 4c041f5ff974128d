import type { BusLine } from '../../model/county.ts';
import { bookingRule } from './booking.ts';
import { type Feed, PHONE_AGENCY, routeOf } from './feed.ts';
import { lineStop } from './places.ts';
import { weeklyService } from './services.ts';
import { addLineShape } from './shapes.ts';
import { idOf, named, timeOf } from './table.ts';

/** Bus lines with their real timetable; a stop on request is phoned for. Lines of fewer than two stops are no trips (GTFS, trips.txt). */
export function addLines(feed: Feed): void {
  for (const line of feed.county.lines) {
    const service = line.stops.length < 2 || line.departures.length === 0 ? null : weeklyService(feed, line.weekdays);
    if (service === null) continue;
    const route = idOf('line', line.id);
    feed.routes.push(routeOf(route, named(line.name, line.id), '客运班线，捎带货物和邮件'));
    const shape = addLineShape(feed, line);
    const departures = [...new Set(line.departures.map((minutes) => Math.round(minutes)))].sort((a, b) => a - b);
    for (const departure of departures) {
      const trip = `${route}:${departure}`;
      feed.trips.push({
        route_id: route,
        service_id: service,
        trip_id: trip,
        trip_headsign: named(line.stops.at(-1)?.name, line.name),
        shape_id: shape.id,
      });
      addCalls(feed, line, trip, departure, shape.kilometres);
    }
  }
}

function addCalls(feed: Feed, { stops }: BusLine, trip: string, departure: number, kilometres: readonly number[]): void {
  stops.forEach((stop, index) => {
    const at = timeOf(departure + stop.minutesFromStart);
    const rule = stop.onRequest ? bookingRule(feed, stop.onRequest, undefined) : undefined;
    const asked =
      rule === undefined
        ? {}
        : { pickup_type: PHONE_AGENCY, drop_off_type: PHONE_AGENCY, pickup_booking_rule_id: rule, drop_off_booking_rule_id: rule };
    feed.stopTimes.push({
      trip_id: trip,
      arrival_time: at,
      departure_time: at,
      stop_id: lineStop(feed, stop),
      stop_sequence: index + 1,
      shape_dist_traveled: kilometres[index]?.toFixed(4),
      timepoint: index === 0 ? 1 : 0,
      ...asked,
    });
  });
}
