import { bookingRule } from './booking.ts';
import { type Feed, NO_PICKUP, PHONE_AGENCY, routeOf } from './feed.ts';
import { villageStop } from './places.ts';
import { weeklyService } from './services.ts';
import { idOf, named, timeOf } from './table.ts';

/**
 * Rides on request as GTFS-Flex: the villages are one group of stops, named twice (picked up in the first record, set down in the second), as the reference
 * asks for travel within a group.
 */
export function addRides(feed: Feed): void {
  for (const ride of feed.county.rides ?? []) {
    const villages = feed.county.villages.filter(({ id }) => ride.villages.includes(id));
    const service = villages.length < 2 ? null : weeklyService(feed, ride.weekdays);
    if (service === null || ride.hours.to <= ride.hours.from) continue;
    const route = idOf('ride', ride.id);
    const group = idOf('group', ride.id);
    feed.routes.push(routeOf(route, named(ride.name, ride.id), '预约出行，按需停靠'));
    feed.trips.push({ route_id: route, service_id: service, trip_id: `${route}:1` });
    feed.groups.push({ location_group_id: group, location_group_name: named(ride.name, ride.id) });
    for (const village of villages) feed.groupStops.push({ location_group_id: group, stop_id: villageStop(feed, village) });
    const rule = bookingRule(feed, ride.booking, ride.phone);
    const hours = { start_pickup_drop_off_window: timeOf(ride.hours.from), end_pickup_drop_off_window: timeOf(ride.hours.to) };
    const record = { trip_id: `${route}:1`, location_group_id: group, ...hours };
    feed.stopTimes.push(
      { ...record, stop_sequence: 1, pickup_type: PHONE_AGENCY, drop_off_type: NO_PICKUP, pickup_booking_rule_id: rule },
      { ...record, stop_sequence: 2, pickup_type: NO_PICKUP, drop_off_type: PHONE_AGENCY, drop_off_booking_rule_id: rule },
    );
  }
}
