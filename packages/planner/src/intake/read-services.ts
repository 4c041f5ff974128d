import type { Service } from '../model/county.ts';
import { LOADS, type Load, type LoadKind } from '../model/units.ts';
import { frequencyOf, shareOf } from './cells.ts';
import { type Intake, refuseTwice, rows } from './context.ts';
import type { Row } from './row.ts';

const LOAD_NAMES: ReadonlyMap<string, LoadKind> = new Map<string, LoadKind>(
  Object.entries({
    座位: 'seats',
    人: 'seats',
    包裹: 'parcels',
    件: 'parcels',
    餐: 'meals',
    餐份: 'meals',
    公斤: 'kilograms',
    kg: 'kilograms',
    ...Object.fromEntries(LOADS.map((kind) => [kind, kind])),
  }),
);

/** Kinds of help: how long, how often, how far apart, when, and with what. */
export function readServices(intake: Intake): readonly { readonly service: Service; readonly row: Row }[] {
  const read = rows(intake, 'services', ['id', 'name', 'minutesPerPerson', 'frequency']).map((row) => {
    const service: Service = {
      id: row.id('id'),
      name: row.name('name'),
      round: row.optionalId('round') ?? row.optionalId('id') ?? '',
      shares: sharesOf(row),
      minutesPerPerson: row.amount('minutesPerPerson', { min: 0, max: 1440 }),
      setupMinutes: row.amount('setupMinutes', { min: 0, max: 600 }, 0),
      desks: row.amount('desks', { min: 1, max: 1000, isWhole: true }, 1),
      frequency:
        row.name('frequency') === ''
          ? []
          : (row.read('frequency', frequencyOf, {
              zh: '次数，如 2；或按人口，如 <=100:1; <=300:2; 4（最后一段不写上限）',
              en: 'visits, like 2, or by population, like <=100:1; <=300:2; 4 (the last without a limit)',
            }) ?? []),
      minGapDays: row.amount('minGapDays', { min: 0, max: 366, isWhole: true }, 1),
      maxGapDays: row.text('maxGapDays') === '' ? null : row.amount('maxGapDays', { min: 1, max: 366, isWhole: true }),
      weekdays: row.weekdays('weekdays'),
      windows: row.spans('windows'),
      skills: row.codes('skills'),
      equipment: row.codes('equipment'),
      loadPerPerson: loadPerPersonOf(row),
      isDelivery: row.boolean('delivery', false),
    };
    if (service.maxGapDays !== null && service.maxGapDays < service.minGapDays) {
      row.tell(
        'plan/gaps-crossed',
        'maxGapDays',
        `最长间隔 ${service.maxGapDays} 天短于最短间隔 ${service.minGapDays} 天。`,
        `The longest gap, ${service.maxGapDays} days, is shorter than the shortest, ${service.minGapDays} days.`,
      );
    }
    return { service, row };
  });
  refuseTwice(read.map(({ service, row }) => ({ id: service.id, row })));
  return read;
}

function sharesOf(row: Row): Readonly<Record<string, number>> {
  const expected = { zh: '0 到 1 之间的比例，如 0.12 或 12%', en: 'a share from 0 to 1, like 0.12 or 12%' };
  const shares = row.family('share').map(({ name, key }) => [name, row.read(key, shareOf, expected) ?? 0] as const);
  const all = row.read('share', shareOf, expected);
  return Object.fromEntries(all === undefined ? shares : [['all', all] as const, ...shares]);
}

function loadPerPersonOf(row: Row): Load {
  const load: Partial<Record<LoadKind, number>> = {};
  for (const { name, key } of row.family('load')) {
    const kind = LOAD_NAMES.get(name.toLowerCase());
    if (kind) load[kind] = row.amount(key, { min: 0 });
    else
      row.tell(
        'plan/unknown-load',
        key,
        `不认识载荷“${name}”，可用：座位、包裹、餐、公斤。`,
        `The load “${name}” is not known; there are ${LOADS.join(', ')}.`,
      );
  }
  return load;
}
