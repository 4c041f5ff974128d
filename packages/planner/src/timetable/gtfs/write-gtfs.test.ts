import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostilePlanned, smallPlanned } from '../../../testing/small-county.ts';
import { unzip, verifyFeed } from '../../../testing/verify-feed.ts';
import type { OutputFile } from '../output-file.ts';
import { writeGtfs } from './write-gtfs.ts';
import { zipOf } from './zip.ts';

const { county, plan } = smallPlanned();
const feed = (files = writeGtfs(county, plan)): Uint8Array => files[0]?.bytes ?? new Uint8Array();
const lines = (file: string, bytes = feed()): string[] => (unzip(bytes).get(file)?.toString() ?? '').trimEnd().split('\n');

test('a feed keeps every rule of the reference, Flex included', () => {
  expect(verifyFeed(feed())).toEqual([]);
  expect([...unzip(feed()).keys()]).toEqual(
    [
      'agency',
      'stops',
      'routes',
      'trips',
      'stop_times',
      'calendar',
      'calendar_dates',
      'shapes',
      'location_groups',
      'location_group_stops',
      'booking_rules',
      'feed_info',
    ].map((name) => `${name}.txt`),
  );
});

test('buses run on their weekdays but not on holidays, and a stop on request has its rule', () => {
  expect(lines('calendar.txt')).toContain('week:1010100,1,0,1,0,1,0,0,20270104,20270117');
  expect(lines('calendar_dates.txt')).toContain('week:1010100,20270113,2');
  const asked = lines('stop_times.txt').filter((line) => line.startsWith('line:b7:420,') && line.includes(',booking:same-day:'));
  expect(asked.map((line) => line.split(',')[1])).toEqual(['08:00:00']);
});

test('vehicles of the mobile service come by in the feed and take nobody aboard; drones are left out', () => {
  const trip = lines('stop_times.txt').filter((line) => line.startsWith('vehicle:v1:2027-01-04:1,'));
  expect(trip.map((line) => line.split(',').slice(1, 4).join(' '))).toEqual([
    '08:30:00 08:30:00 depot:hospital',
    '09:00:00 10:30:00 village:331127100201',
    '13:00:00 14:30:00 village:331127100202',
    '15:00:00 15:00:00 depot:hospital',
  ]);
  for (const line of trip) expect(line).toMatch(/,1,1,[\d.]+,1(,|$)/);
  expect(lines('routes.txt').some((line) => line.startsWith('vehicle:d1'))).toBe(false);
});

test('a ride on request goes within its group of villages, booked the day before', () => {
  const ride = lines('stop_times.txt').filter((line) => line.startsWith('ride:r1:1,'));
  expect(ride.length).toBe(2);
  for (const line of ride) expect(line).toContain('group:r1');
  expect(lines('booking_rules.txt')[1]).toContain('请提前');
  expect(lines('booking_rules.txt').some((line) => line.includes(',2,') && line.includes('17:00:00'))).toBe(true);
});

test('equal plans give equal bytes, and the version changes only with the content', () => {
  expect(Buffer.from(feed()).equals(Buffer.from(feed(writeGtfs(structuredClone(county), structuredClone(plan)))))).toBe(true);
  const later = { ...plan, tours: plan.tours.slice(1) };
  expect(lines('feed_info.txt', feed(writeGtfs(county, later)))[1]).not.toBe(lines('feed_info.txt')[1]);
});

test('names that attack break no rule', () => {
  const hostile = hostilePlanned();
  expect(verifyFeed(feed(writeGtfs(hostile.county, hostile.plan)))).toEqual([]);
});

test('stops that share a point, lines of one stop and tours without stops break no rule', () => {
  const place = { lon: 119.6, lat: 28 };
  const heap = {
    ...county,
    villages: county.villages.map((each) => ({ ...each, place })),
    depots: county.depots.map((each) => ({ ...each, place })),
    lines: county.lines.flatMap((line) => [
      { ...line, stops: line.stops.slice(0, 1), id: 'one' },
      { ...line, stops: line.stops.map((stop) => ({ ...stop, place })) },
    ]),
  };
  expect(
    verifyFeed(feed(writeGtfs(heap, { ...plan, tours: plan.tours.map((tour, n) => (n === 0 ? { ...tour, stops: [] } : tour)) }))),
  ).toEqual([]);
});

test('a county without lines, tours and rides has no feed', () => {
  expect(writeGtfs({ ...county, lines: [], rides: [] }, { ...plan, tours: [] })).toEqual([]);
});

test('whatever the ids and the clock, the feed keeps the rules', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 8 });
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 6, maxLength: 6 }), word, fc.integer({ min: 0, max: 1200 }), (ids, name, shift) => {
      const rename = new Map(county.villages.map(({ id }, index) => [id, ids[index] ?? id]));
      const to = (id: string): string => rename.get(id) ?? id;
      const villages = county.villages.map((each) => ({ ...each, id: to(each.id), name }));
      const rides = (county.rides ?? []).map((ride) => ({ ...ride, name, villages: ride.villages.map(to) }));
      const tours = plan.tours.map((tour) => ({
        ...tour,
        startMinutes: tour.startMinutes + shift + 0.4,
        endMinutes: tour.endMinutes + shift + 0.4,
        stops: tour.stops.map((stop) => ({
          ...stop,
          village: to(stop.village),
          beginMinutes: stop.beginMinutes + shift + 0.5,
          leaveMinutes: stop.leaveMinutes + shift + 0.6,
        })),
      }));
      expect(verifyFeed(feed(writeGtfs({ ...county, villages, rides }, { ...plan, tours })))).toEqual([]);
    }),
    { seed: 5, numRuns: 60 },
  );
});

/** The same feed with one file's text changed. */
function broken(file: string, change: (text: string) => string): Uint8Array {
  const files = [...unzip(feed())].map(
    ([name, bytes]): OutputFile => ({ name, bytes: name === file ? Buffer.from(change(bytes.toString())) : bytes }),
  );
  return zipOf(files.filter(({ bytes }) => bytes.length > 0));
}

test.each([
  ['agency.txt', () => '', /agency: missing/],
  ['stops.txt', (text: string) => text.replace('village:331127100201,', 'village:9,'), /is not known/],
  ['stop_times.txt', (text: string) => text.replace('09:00:00,10:30:00', '11:00:00,10:30:00'), /time runs back/],
  ['stop_times.txt', (text: string) => text.replace('group:r1,1,08:00:00', ',1,08:00:00'), /0 kinds of place/],
  ['stop_times.txt', (text: string) => text.replace('16:00:00,2,1', '16:00:00,0,1'), /pickup_type 0 beside a window/],
  ['booking_rules.txt', (text: string) => text.replace(',2,,1,', ',2,30,1,'), /prior_notice_duration_min forbidden/],
  ['trips.txt', (text: string) => text.replace(/(\n.*)$/m, '$1$1'), /key twice/],
  ['calendar_dates.txt', (text: string) => text.replace('20270113', '20271313'), /date is 20271313/],
  ['location_group_stops.txt', () => '', /is empty/],
  ['stops.txt', (text: string) => text.replace('溪口村', '<b>溪口村'), /HTML/],
])('the verifier sees a feed whose %s is broken (%#)', (file, change, told) => {
  const bytes = broken(file, change);
  expect(verifyFeed(bytes).join('\n')).toMatch(told);
});
