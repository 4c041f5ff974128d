import type { BusLine, LineStop, Village } from '../model/county.ts';
import type { Booking, RideOnRequest } from '../model/notices.ts';
import { bookingOf, listOf } from './cells.ts';
import { type Intake, refuseTwice, rows } from './context.ts';
import { capacityOf } from './read-vehicles.ts';
import type { Row } from './row.ts';

/** Buses that carry passengers, cargo and mail, with their stops in the order of the table. A stop at a village may leave its place to it. */
export function readLines(intake: Intake, villages: ReadonlyMap<string, Village>): readonly BusLine[] {
  const lines = rows(intake, 'lines', ['id', 'name', 'departures']).map((row) => {
    const weekdays = row.weekdays('weekdays');
    const line = {
      id: row.id('id'),
      name: row.name('name'),
      weekdays: weekdays.length === 0 ? ([1, 2, 3, 4, 5, 6, 7] as const) : weekdays,
      departures: row.name('departures') === '' ? [] : row.clocks('departures'),
      capacity: capacityOf(row),
    };
    return { line, row };
  });
  refuseTwice(lines.map(({ line, row }) => ({ id: line.id, row })));
  const stops = readStops(intake, villages, new Set(lines.map(({ line }) => line.id)));
  return lines.map(({ line, row }) => {
    const own = stops.filter((it) => it.line === line.id).map(({ stop }) => stop);
    if (own.length < 2)
      row.tell(
        'plan/line-without-stops',
        'id',
        `线路“${line.name}”在 line-stops（线路站点）表里不足两站。`,
        `The line “${line.name}” has fewer than two stops in the table line-stops.`,
      );
    return { ...line, stops: own };
  });
}

function readStops(
  intake: Intake,
  villages: ReadonlyMap<string, Village>,
  lines: ReadonlySet<string>,
): readonly { line: string; stop: LineStop }[] {
  const last = new Map<string, number>();
  return rows(intake, 'line-stops', ['line', 'minutesFromStart']).flatMap((row) => {
    const [line, village] = [row.id('line'), row.optionalId('village')];
    if (line !== '' && !lines.has(line))
      row.tell('plan/unknown-line', 'line', `线路表里没有“${line}”。`, `There is no line “${line}” in the table lines.`);
    const served = village === undefined ? undefined : villages.get(village);
    if (village !== undefined && !served)
      row.tell('plan/unknown-village', 'village', `村庄表里没有“${village}”。`, `There is no village “${village}” in the table villages.`);
    const minutesFromStart = row.amount('minutesFromStart', { min: 0, max: 1440 });
    if (minutesFromStart < (last.get(line) ?? 0))
      row.tell(
        'plan/line-goes-back',
        'minutesFromStart',
        '比上一站还早；站点请按行驶顺序排列。',
        'Earlier than the stop before; list stops in the order of travel.',
      );
    last.set(line, minutesFromStart);
    const name = row.text('name') || (served?.name ?? '');
    const place = intake.places.of(row, intake.tables['line-stops']) ?? served?.place;
    if (!place && village === undefined && row.text('lon') === '')
      row.tell('plan/no-place', 'lon', '这一站既没有坐标，也没有所在的村。', 'This stop has neither coordinates nor a village.');
    const onRequest = bookingIn(row);
    const optional = { ...(village === undefined ? {} : { village }), ...(onRequest ? { onRequest } : {}) };
    return place ? [{ line, stop: { ...optional, name, place, minutesFromStart } }] : [];
  });
}

const bookingIn = (row: Row): Booking | undefined =>
  row.read('booking', bookingOf, {
    zh: '预约：提前60分钟，或 前一天16:00',
    en: 'a booking: minutes before, like 60, or a day before, like 1@16:00',
  });

/** Rides that come when they are asked for (助行). */
export function readRides(intake: Intake, villages: ReadonlyMap<string, Village>): readonly RideOnRequest[] {
  const read = rows(intake, 'rides', ['id', 'name', 'villages', 'hours', 'booking']).map((row) => {
    const weekdays = row.weekdays('weekdays');
    const served = row.name('villages') === '' ? [] : listOf(row.text('villages'));
    for (const id of served.filter((it) => !villages.has(it))) {
      row.tell('plan/unknown-village', 'villages', `村庄表里没有“${id}”。`, `There is no village “${id}” in the table villages.`);
    }
    const hours = row.name('hours') === '' ? undefined : row.span('hours');
    const booking = row.name('booking') === '' ? undefined : bookingIn(row);
    const ride: RideOnRequest = {
      id: row.id('id'),
      name: row.name('name'),
      villages: served,
      weekdays: weekdays.length === 0 ? [1, 2, 3, 4, 5, 6, 7] : weekdays,
      hours: hours ?? { from: 480, to: 1020 },
      booking: booking ?? { kind: 'same-day', minutesBefore: 60 },
      ...(row.text('phone') === '' ? {} : { phone: row.text('phone') }),
    };
    return { ride, row };
  });
  refuseTwice(read.map(({ ride, row }) => ({ id: ride.id, row })));
  return read.map(({ ride }) => ride);
}
