import { inflateRawSync } from 'node:zlib';

/** A strict reader and verifier of GTFS feeds, written from the reference (revised 2026-04-27) and knowing nothing of the writer. For tests. */

type Row = Readonly<Record<string, string>>;
export type FeedTables = ReadonlyMap<string, readonly Row[]>;

/** Files of a ZIP by its central directory. */
export function unzip(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let n = 0; n < zip.readUInt16LE(end + 10); n++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('no central directory');
    const [size, nameSize, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    files.set(zip.toString('utf8', at + 46, at + 46 + nameSize), zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed);
    at += 46 + nameSize + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const line of text.split(/\r?\n/).slice(0, -1)) {
    const row: string[] = [];
    for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g))
      row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    rows.push(row);
  }
  return rows;
}

/** Fields of each file; `!` is required, `#` is its key. */
const FIELDS: Readonly<Record<string, string>> = {
  agency: 'agency_id# agency_name! agency_url! agency_timezone! agency_lang agency_phone agency_fare_url agency_email',
  stops: 'stop_id!# stop_code stop_name! tts_stop_name stop_desc stop_lat! stop_lon! zone_id stop_url location_type parent_station',
  routes:
    'route_id!# agency_id route_short_name route_long_name route_desc route_type! route_url route_color route_text_color route_sort_order',
  trips: 'route_id! service_id! trip_id!# trip_headsign trip_short_name direction_id block_id shape_id wheelchair_accessible bikes_allowed',
  stop_times:
    'trip_id!# arrival_time departure_time stop_id location_group_id location_id stop_sequence!# stop_headsign start_pickup_drop_off_window ' +
    'end_pickup_drop_off_window pickup_type drop_off_type continuous_pickup continuous_drop_off shape_dist_traveled timepoint pickup_booking_rule_id drop_off_booking_rule_id',
  calendar: 'service_id!# monday! tuesday! wednesday! thursday! friday! saturday! sunday! start_date! end_date!',
  calendar_dates: 'service_id!# date!# exception_type!',
  shapes: 'shape_id!# shape_pt_lat! shape_pt_lon! shape_pt_sequence!# shape_dist_traveled',
  location_groups: 'location_group_id!# location_group_name',
  location_group_stops: 'location_group_id!# stop_id!#',
  booking_rules:
    'booking_rule_id!# booking_type! prior_notice_duration_min prior_notice_duration_max prior_notice_last_day prior_notice_last_time prior_notice_start_day ' +
    'prior_notice_start_time prior_notice_service_id message pickup_message drop_off_message phone_number info_url booking_url',
  feed_info:
    'feed_publisher_name! feed_publisher_url! feed_lang! default_lang feed_start_date feed_end_date feed_version feed_contact_email feed_contact_url',
};

const TYPES: readonly (readonly [RegExp, RegExp])[] = [
  [/_(time|window)$/, /^\d{1,3}:[0-5]\d:[0-5]\d$/],
  [/(^|_)date$/, /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/],
  [/_lat$/, /^-?([0-8]?\d(\.\d+)?|90(\.0+)?)$/],
  [/_lon$/, /^-?(1[0-7]\d(\.\d+)?|\d?\d(\.\d+)?|180(\.0+)?)$/],
  [/_sequence$|_duration_m(in|ax)$|_day$/, /^\d+$/],
  [/_url$/, /^https?:\/\/[\x21-\x7e]+$/],
  [/_id$/, /^[\x20-\x7e]+$/],
  [/_lang$/, /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/],
  [/^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/, /^[01]$/],
  [/^(pickup|drop_off)_type$/, /^[0-3]$/],
  [/^exception_type$/, /^[12]$/],
  [/^timepoint$/, /^[01]$/],
  [/^booking_type$/, /^[012]$/],
  [/^shape_dist_traveled$/, /^\d+(\.\d+)?$/],
];

const seconds = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

/** Every rule that the feed breaks, as `file: what`; empty is a valid feed. */
export function verifyFeed(bytes: Uint8Array): readonly string[] {
  const wrong: string[] = [];
  const tables = readTables(unzip(bytes), wrong);
  const of = (name: string): readonly Row[] => tables.get(name) ?? [];
  for (const name of ['agency', 'stops', 'routes', 'trips', 'stop_times']) if (of(name).length === 0) wrong.push(`${name}: missing`);
  if (of('calendar').length + of('calendar_dates').length === 0) wrong.push('calendar: neither file');
  const ids = (name: string, field: string): Set<string> => new Set(of(name).map((row) => row[field] ?? ''));
  const services = new Set([...ids('calendar', 'service_id'), ...ids('calendar_dates', 'service_id')]);
  const refers = (name: string, field: string, known: ReadonlySet<string>): void => {
    for (const row of of(name)) if (row[field] && !known.has(row[field])) wrong.push(`${name}: ${field} ${row[field]} is not known`);
  };
  refers('routes', 'agency_id', ids('agency', 'agency_id'));
  refers('trips', 'route_id', ids('routes', 'route_id'));
  refers('trips', 'service_id', services);
  refers('trips', 'shape_id', ids('shapes', 'shape_id'));
  refers('stop_times', 'trip_id', ids('trips', 'trip_id'));
  refers('stop_times', 'stop_id', ids('stops', 'stop_id'));
  refers('stop_times', 'location_group_id', ids('location_groups', 'location_group_id'));
  for (const field of ['pickup_booking_rule_id', 'drop_off_booking_rule_id'])
    refers('stop_times', field, ids('booking_rules', 'booking_rule_id'));
  refers('location_group_stops', 'location_group_id', ids('location_groups', 'location_group_id'));
  refers('location_group_stops', 'stop_id', ids('stops', 'stop_id'));
  for (const id of ids('location_groups', 'location_group_id')) {
    if (ids('stops', 'stop_id').has(id)) wrong.push(`location_groups: ${id} is a stop's id too`);
    if (!of('location_group_stops').some((row) => row.location_group_id === id)) wrong.push(`location_groups: ${id} is empty`);
  }
  for (const row of of('routes')) if (!row.route_short_name && !row.route_long_name) wrong.push(`routes: ${row.route_id} has no name`);
  for (const row of of('routes')) if (row.route_type !== '3') wrong.push(`routes: ${row.route_id} type`);
  for (const row of of('booking_rules')) verifyBooking(row, wrong);
  verifyUse(tables, wrong);
  const shapeLengths = verifyShapes(of('shapes'), wrong);
  const calls = Map.groupBy(of('stop_times'), (row) => row.trip_id ?? '');
  for (const trip of of('trips')) verifyTrip(trip, calls.get(trip.trip_id ?? '') ?? [], shapeLengths, wrong);
  verifyBlocks(of('trips'), calls, wrong);
  return wrong;
}

function readTables(files: ReadonlyMap<string, Buffer>, wrong: string[]): FeedTables {
  const tables = new Map<string, readonly Row[]>();
  for (const [file, bytes] of files) {
    const name = file.replace(/\.txt$/, '');
    const known = FIELDS[name]?.split(' ').map((word) => word.replace(/[!#]+$/, ''));
    if (!known) {
      wrong.push(`${file}: no file of GTFS`);
      continue;
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.endsWith('\n')) wrong.push(`${file}: last line has no end`);
    if (/[\t]|<[a-z!/]/i.test(text)) wrong.push(`${file}: tab or HTML`);
    const [header = [], ...lines] = readCsv(text);
    if (new Set(header).size !== header.length) wrong.push(`${file}: field twice`);
    for (const field of header) if (!known.includes(field)) wrong.push(`${file}: no field ${field}`);
    for (const line of lines) if (line.length !== header.length) wrong.push(`${file}: ${line.length} of ${header.length} values`);
    const rows = lines.map((line): Row => Object.fromEntries(header.map((field, index) => [field, line[index] ?? ''])));
    verifyRows(name, rows, wrong);
    tables.set(name, rows);
  }
  return tables;
}

function verifyRows(name: string, rows: readonly Row[], wrong: string[]): void {
  const words = (FIELDS[name] ?? '').split(' ');
  const required = words.filter((word) => word.includes('!')).map((word) => word.replace(/[!#]+$/, ''));
  const key = words.filter((word) => word.includes('#')).map((word) => word.replace(/[!#]+$/, ''));
  const seen = new Set<string>();
  for (const row of rows) {
    for (const field of required) if (!row[field]) wrong.push(`${name}: ${field} is empty`);
    for (const [field, value] of Object.entries(row)) {
      if (value !== value.trim()) wrong.push(`${name}: ${field} has spaces around it`);
      for (const [named, form] of TYPES)
        if (value !== '' && named.test(field) && !form.test(value)) wrong.push(`${name}: ${field} is ${value}`);
    }
    const own = key.map((field) => row[field] ?? '').join('\u0000');
    if (seen.has(own)) wrong.push(`${name}: key twice: ${own}`);
    seen.add(own);
  }
}

function verifyBooking(row: Row, wrong: string[]): void {
  const id = `booking_rules: ${row.booking_rule_id}`;
  const need = (field: string, is: boolean): void => {
    if (Boolean(row[field]) !== is) wrong.push(`${id}: ${field} ${is ? 'required' : 'forbidden'}`);
  };
  need('prior_notice_duration_min', row.booking_type === '1');
  if (row.booking_type !== '1') need('prior_notice_duration_max', false);
  need('prior_notice_last_day', row.booking_type === '2');
  need('prior_notice_last_time', Boolean(row.prior_notice_last_day));
  if (row.booking_type === '0' || row.prior_notice_duration_max) need('prior_notice_start_day', false);
  need('prior_notice_start_time', Boolean(row.prior_notice_start_day));
  if (row.booking_type !== '2') need('prior_notice_service_id', false);
}

function verifyShapes(points: readonly Row[], wrong: string[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const [id, own] of Map.groupBy(points, (row) => row.shape_id ?? '')) {
    if (own.length < 2) wrong.push(`shapes: ${id} has one point`);
    own.slice(1).forEach((row, index) => {
      if (Number(row.shape_pt_sequence) <= Number(own[index]?.shape_pt_sequence)) wrong.push(`shapes: ${id} sequence`);
      if (Number(row.shape_dist_traveled) <= Number(own[index]?.shape_dist_traveled)) wrong.push(`shapes: ${id} distance`);
    });
    lengths.set(id, Number(own.at(-1)?.shape_dist_traveled));
  }
  return lengths;
}

function verifyTrip(trip: Row, calls: readonly Row[], shapeLengths: ReadonlyMap<string, number>, wrong: string[]): void {
  const id = `stop_times: ${trip.trip_id}`;
  if (calls.length < 2) wrong.push(`${id}: fewer than two stops`);
  let [clock, distance] = [-1, -1];
  calls.forEach((row, index) => {
    const isWindow = Boolean(row.start_pickup_drop_off_window) || Boolean(row.end_pickup_drop_off_window);
    const places = [row.stop_id, row.location_group_id, row.location_id].filter(Boolean).length;
    if (places !== 1) wrong.push(`${id}: ${places} kinds of place`);
    if (!row.stop_id && !isWindow) wrong.push(`${id}: a group without a window`);
    if (index > 0 && Number(row.stop_sequence) <= Number(calls[index - 1]?.stop_sequence)) wrong.push(`${id}: sequence`);
    if (isWindow) verifyWindow(id, row, wrong);
    else {
      const isEnd = index === 0 || index === calls.length - 1;
      if ((isEnd || row.timepoint === '1') && !(row.arrival_time && row.departure_time)) wrong.push(`${id}: times missing`);
      if (row.arrival_time && !row.timepoint) wrong.push(`${id}: times without timepoint`);
      for (const time of [row.arrival_time, row.departure_time]) {
        if (!time) continue;
        if (seconds(time) < clock) wrong.push(`${id}: time runs back at ${row.stop_sequence}`);
        clock = seconds(time);
      }
    }
    if (row.pickup_type === '2' && !row.pickup_booking_rule_id) wrong.push(`${id}: no rule to book by`);
    if (!row.shape_dist_traveled) return;
    const along = Number(row.shape_dist_traveled);
    if (along <= distance) wrong.push(`${id}: distance does not rise`);
    if (along > (shapeLengths.get(trip.shape_id ?? '') ?? -1)) wrong.push(`${id}: beyond the shape's end`);
    distance = along;
  });
  if (calls.every((row) => row.pickup_type === '1') && calls.some((row) => row.drop_off_type !== '1'))
    wrong.push(`${id}: nobody can get on`);
}

function verifyWindow(id: string, row: Row, wrong: string[]): void {
  const [start, end] = [row.start_pickup_drop_off_window ?? '', row.end_pickup_drop_off_window ?? ''];
  if (!start || !end || seconds(start) >= seconds(end)) wrong.push(`${id}: window ${start}–${end}`);
  if (row.arrival_time || row.departure_time) wrong.push(`${id}: times beside a window`);
  if (row.pickup_type !== '1' && row.pickup_type !== '2') wrong.push(`${id}: pickup_type ${row.pickup_type} beside a window`);
  if (!row.drop_off_type || row.drop_off_type === '0') wrong.push(`${id}: drop_off_type ${row.drop_off_type} beside a window`);
  for (const field of ['continuous_pickup', 'continuous_drop_off'])
    if (row[field] && row[field] !== '1') wrong.push(`${id}: ${field} beside a window`);
  if (row.shape_dist_traveled) wrong.push(`${id}: distance beside a window`);
}

/** What stands in the feed is used, and dates make sense. */
function verifyUse(tables: FeedTables, wrong: string[]): void {
  const of = (name: string): readonly Row[] => tables.get(name) ?? [];
  const used = (name: string, field: string, by: readonly (readonly [string, string])[]): void => {
    const uses = new Set(by.flatMap(([other, its]) => of(other).map((row) => row[its])));
    for (const row of of(name)) if (!uses.has(row[field])) wrong.push(`${name}: ${row[field]} is used by nothing`);
  };
  used('stops', 'stop_id', [
    ['stop_times', 'stop_id'],
    ['location_group_stops', 'stop_id'],
  ]);
  used('routes', 'route_id', [['trips', 'route_id']]);
  used('shapes', 'shape_id', [['trips', 'shape_id']]);
  used('calendar', 'service_id', [['trips', 'service_id']]);
  used('calendar_dates', 'service_id', [['trips', 'service_id']]);
  used('booking_rules', 'booking_rule_id', [
    ['stop_times', 'pickup_booking_rule_id'],
    ['stop_times', 'drop_off_booking_rule_id'],
  ]);
  for (const row of of('calendar'))
    if ((row.start_date ?? '') > (row.end_date ?? '')) wrong.push(`calendar: ${row.service_id} ends before it starts`);
  for (const row of of('feed_info'))
    if ((row.feed_start_date ?? '') > (row.feed_end_date ?? '')) wrong.push('feed_info: ends before it starts');
}

/** Trips of one vehicle on one day do not overlap. */
function verifyBlocks(trips: readonly Row[], calls: ReadonlyMap<string, readonly Row[]>, wrong: string[]): void {
  const blocks = Map.groupBy(
    trips.filter((trip) => trip.block_id),
    (trip) => `${trip.block_id} ${trip.service_id}`,
  );
  for (const [block, own] of blocks) {
    const spans = own.map((trip) => {
      const times = calls.get(trip.trip_id ?? '') ?? [];
      return [seconds(times[0]?.departure_time ?? ''), seconds(times.at(-1)?.arrival_time ?? '')] as const;
    });
    spans.sort((a, b) => a[0] - b[0]);
    spans.slice(1).forEach(([from], index) => {
      if (from < (spans[index]?.[1] ?? 0)) wrong.push(`trips: block ${block} overlaps`);
    });
  }
}
