import { createHash } from 'node:crypto';
import type { County } from '../../model/county.ts';
import type { Plan } from '../../model/plan.ts';
import { addDays } from '../dates.ts';
import type { OutputFile } from '../output-file.ts';
import { compareText } from '../visits.ts';
import { noWay, type WayBetween } from '../ways.ts';
import { addLines } from './add-lines.ts';
import { addRides } from './add-rides.ts';
import { addTours } from './add-tours.ts';
import { AGENCY, type Feed } from './feed.ts';
import { dateOf, named, type Row, tableFile } from './table.ts';
import { zipOf } from './zip.ts';

/** Reserved by RFC 2606: GTFS asks for an address, and a county that has given none must not point at somebody's. */
const NO_ADDRESS = 'https://www.example.com/';

/**
 * The feed for journey planners: bus lines, vehicles of the mobile service, rides on request (GTFS Schedule as revised 2026-04-27, Flex included).
 * Equal arguments give equal bytes. An empty list when there is no line, tour or ride: a feed without trips is no feed.
 */
export function writeGtfs(county: County, plan: Plan, way: WayBetween = noWay): readonly OutputFile[] {
  const feed: Feed = {
    county,
    plan,
    way,
    stops: new Map(),
    routes: [],
    trips: [],
    stopTimes: [],
    calendar: [],
    calendarDates: [],
    shapes: [],
    groups: [],
    groupStops: [],
    bookingRules: [],
  };
  addLines(feed);
  addTours(feed);
  addRides(feed);
  return feed.trips.length === 0 ? [] : [{ name: 'gtfs.zip', bytes: zipOf(filesOf(feed)) }];
}

function filesOf(feed: Feed): readonly OutputFile[] {
  const tables: readonly (readonly [string, readonly Row[], string])[] = [
    ['agency', [agencyOf(feed)], 'agency_id agency_name agency_url agency_timezone agency_lang agency_phone'],
    [
      'stops',
      [...feed.stops.values()].sort((a, b) => compareText(`${a.stop_id}`, `${b.stop_id}`)),
      'stop_id stop_name stop_desc stop_lat stop_lon location_type',
    ],
    ['routes', feed.routes, 'route_id agency_id route_short_name route_long_name route_desc route_type'],
    ['trips', feed.trips, 'route_id service_id trip_id trip_headsign block_id shape_id'],
    [
      'stop_times',
      feed.stopTimes,
      'trip_id arrival_time departure_time stop_id location_group_id stop_sequence start_pickup_drop_off_window end_pickup_drop_off_window ' +
        'pickup_type drop_off_type shape_dist_traveled timepoint pickup_booking_rule_id drop_off_booking_rule_id',
    ],
    ['calendar', feed.calendar, 'service_id monday tuesday wednesday thursday friday saturday sunday start_date end_date'],
    ['calendar_dates', feed.calendarDates, 'service_id date exception_type'],
    ['shapes', feed.shapes, 'shape_id shape_pt_lat shape_pt_lon shape_pt_sequence shape_dist_traveled'],
    ['location_groups', feed.groups, 'location_group_id location_group_name'],
    ['location_group_stops', feed.groupStops, 'location_group_id stop_id'],
    [
      'booking_rules',
      feed.bookingRules,
      'booking_rule_id booking_type prior_notice_duration_min prior_notice_last_day prior_notice_last_time message phone_number',
    ],
  ];
  const files = tables
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows, fields]) => tableFile(`${name}.txt`, fields.split(' '), rows));
  const version = createHash('sha256');
  for (const { bytes } of files) version.update(bytes);
  return [...files, tableFile('feed_info.txt', FEED_FIELDS, [feedInfo(feed, version.digest('hex').slice(0, 16))])];
}

const FEED_FIELDS = ['feed_publisher_name', 'feed_publisher_url', 'feed_lang', 'feed_start_date', 'feed_end_date', 'feed_version'];

const nameOf = ({ county }: Feed): string => named(county.notices?.publisher, county.name);
const urlOf = ({ county }: Feed): string => {
  const url = URL.parse(county.notices?.url ?? '');
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : NO_ADDRESS;
};

const agencyOf = (feed: Feed): Row => ({
  agency_id: AGENCY,
  agency_name: nameOf(feed),
  agency_url: urlOf(feed),
  agency_timezone: feed.county.timeZone,
  agency_lang: 'zh-CN',
  agency_phone: feed.county.notices?.phone,
});

/** `feed_version` is the content's own digest: the same timetable is the same version. */
const feedInfo = (feed: Feed, version: string): Row => ({
  feed_publisher_name: nameOf(feed),
  feed_publisher_url: urlOf(feed),
  feed_lang: 'zh-CN',
  feed_start_date: dateOf(feed.plan.from),
  feed_end_date: dateOf(addDays(feed.plan.from, feed.plan.days - 1)),
  feed_version: version,
});
