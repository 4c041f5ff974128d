import type { Village, Wish } from '../model/county.ts';
import type { Place } from '../model/units.ts';
import { type Intake, refuseTwice, rows } from './context.ts';
import type { Row } from './row.ts';

/** Who lives where, with needs and wishes. A place that is missing or cannot be read is told, for all villages at once. */
export function readVillages(intake: Intake): readonly { readonly village: Village; readonly row: Row; readonly isPlaced: boolean }[] {
  const table = intake.tables.villages;
  const read = rows(intake, 'villages', table?.rows.length === 0 ? [] : ['id', 'name', 'lon', 'lat']).map((row) => {
    const place = placeOf(row, intake);
    const village: Village = {
      id: row.id('id'),
      name: row.name('name'),
      place: place ?? { lon: 0, lat: 0 },
      residents: residentsOf(row),
      needs: Object.fromEntries(row.family('need').map(({ name, key }) => [name, row.amount(key, { min: 0 })])),
      wishes: wishOf(row, 'wishRound', 'wishWeekdays', 'wishHours'),
    };
    return { village, row, isPlaced: place !== null };
  });
  refuseTwice(read.map(({ village, row }) => ({ id: village.id, row })));
  return withWishes(read, intake);
}

export function placeOf(row: Row, intake: Intake): Place | null {
  const place = intake.places.of(row, intake.tables[row.table]);
  if (!place && row.text('lon') === '' && row.text('lat') === '' && row.has('lon') && row.has('lat')) {
    const name = row.text('name');
    row.tell(
      'plan/no-place',
      'lon',
      `“${name}”没有坐标，请填写经度和纬度。`,
      `“${name}” has no coordinates; fill in its longitude and latitude.`,
    );
  }
  return place;
}

/** Age groups where they are given; of a total above them the rest is `other`, and a total alone is the group `all`. */
function residentsOf(row: Row): Readonly<Record<string, number>> {
  const groups = Object.fromEntries(row.family('residents').map(({ name, key }) => [name, row.amount(key, { min: 0 })]));
  if (row.text('residents') === '') {
    if (Object.keys(groups).length === 0) {
      row.tell(
        'plan/no-residents',
        'residents',
        '没有常住人口：请填写“常住人口”，或按年龄段分列，如“人口:60-79”。',
        'No residents: fill in “residents”, or columns by age group, like “residents:60-79”.',
      );
    }
    return groups;
  }
  const total = row.amount('residents', { min: 0 });
  if (Object.keys(groups).length === 0) return { all: total };
  const sum = Object.values(groups).reduce((a, b) => a + b, 0);
  if (sum > total)
    row.tell(
      'plan/residents-do-not-add-up',
      'residents',
      `各年龄段合计 ${sum} 人，超过常住人口 ${total} 人。`,
      `The age groups add up to ${sum}, more than the ${total} residents.`,
    );
  return sum < total ? { ...groups, other: total - sum } : groups;
}

function wishOf(row: Row, roundKey: string, weekdaysKey: string, hoursKey: string): readonly Wish[] {
  const [round, weekdays, hours] = [row.optionalId(roundKey), row.weekdays(weekdaysKey), row.span(hoursKey)];
  if (weekdays.length === 0 && hours === undefined) return [];
  return [{ ...(round === undefined ? {} : { round }), ...(weekdays.length === 0 ? {} : { weekdays }), ...(hours ? { hours } : {}) }];
}

function withWishes(read: readonly { village: Village; row: Row; isPlaced: boolean }[], intake: Intake) {
  const wishes = rows(intake, 'wishes', ['village']).map((row) => {
    const village = row.id('village');
    if (village !== '' && !read.some((it) => it.village.id === village)) {
      row.tell('plan/unknown-village', 'village', `村庄表里没有“${village}”。`, `There is no village “${village}” in the table villages.`);
    }
    return { village, wishes: wishOf(row, 'round', 'weekdays', 'hours') };
  });
  return read.map(({ village, row, isPlaced }) => {
    const more = wishes.filter((it) => it.village === village.id).flatMap((it) => it.wishes);
    return { village: { ...village, wishes: [...village.wishes, ...more] }, row, isPlaced };
  });
}
