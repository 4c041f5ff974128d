import type { Closure, DayWeather, NoFlyZone } from '../model/county.ts';
import { listOf } from './cells.ts';
import { type Intake, refuseTwice, rows } from './context.ts';
import type { Row } from './row.ts';

/** Roads that cannot be used: by a place and a radius, or by their OSM way numbers. */
export function readClosures(intake: Intake): readonly Closure[] {
  return rows(intake, 'closures', ['reason', 'from', 'until']).map((row) => {
    const [from, until] = datesOf(row, true);
    const place = intake.places.of(row, intake.tables.closures);
    const ways = row.read('ways', (text) => (listOf(text).every((it) => /^\d+$/.test(it)) ? listOf(text).map(Number) : null), {
      zh: 'OSM 道路编号，几个之间用逗号',
      en: 'OSM way numbers, with commas between',
    });
    if (!place && row.text('lon') === '' && ways === undefined)
      row.tell(
        'plan/closure-nowhere',
        'lon',
        '封在哪里？请填写坐标和半径，或 OSM 道路编号。',
        'Where is it closed? Fill in a place and a radius, or OSM way numbers.',
      );
    return {
      reason: row.name('reason'),
      from,
      until,
      ...(place ? { place, radiusMetres: row.amount('radiusMetres', { min: 1, max: 100_000 }, 100) } : {}),
      ...(ways ? { ways } : {}),
    };
  });
}

export function readNoFlyZones(intake: Intake): readonly NoFlyZone[] {
  return rows(intake, 'no-fly', ['name', 'outline']).map((row) => {
    const [from, until] = datesOf(row, false);
    return {
      name: row.name('name'),
      outline: intake.places.outlineOf(row, intake.tables['no-fly']) ?? [],
      ...(row.text('from') === '' ? {} : { from }),
      ...(row.text('until') === '' ? {} : { until }),
    };
  });
}

export function readWeather(intake: Intake): readonly DayWeather[] {
  const read = rows(intake, 'weather', ['date', 'windMs']).map((row) => {
    const date = row.name('date') === '' ? undefined : row.date('date');
    return {
      row,
      id: date ?? '',
      day: { date: date ?? '', windMs: row.amount('windMs', { min: 0, max: 100 }), isFlyable: row.boolean('flyable', true) },
    };
  });
  refuseTwice(read, 'date');
  return read.map(({ day }) => day);
}

function datesOf(row: Row, isNeeded: boolean): readonly [string, string] {
  const read = (key: string): string | undefined => (isNeeded && row.name(key) === '' ? undefined : row.date(key));
  const [from, until] = [read('from'), read('until')];
  if (from !== undefined && until !== undefined && from > until)
    row.tell(
      'plan/dates-crossed',
      'until',
      `结束日期 ${until} 早于开始日期 ${from}。`,
      `The end, ${until}, is before the beginning, ${from}.`,
    );
  return [from ?? '2000-01-01', until ?? '2000-01-01'];
}
