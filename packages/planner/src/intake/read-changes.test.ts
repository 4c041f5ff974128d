import { expect, test } from 'vitest';
import { makeCounty } from '../../corpus/county.ts';
import { readChanges } from './read-changes.ts';

const { county } = makeCounty(1, { villages: 3 });
const none = { vehicleOut: [], roadClosed: [], move: [], noFlying: [] };
const [village] = county.villages;

test('what happened is told by name or id, one line each', () => {
  const read = readChanges(county, {
    vehicleOut: ['1 号医疗车@2026-03-09..2026-03-11'],
    roadClosed: ['塌方@2026-03-10@5005989,5005990', '积雪@2026年3月10日@119.4,27.5,300'],
    move: [`${village?.name}@二四@9:00-11:00@clinic`],
    noFlying: ['2026-03-10..2026-03-11'],
  });
  expect(read.ok && read.value).toEqual([
    { kind: 'vehicle-out', vehicle: 'clinic-1', from: '2026-03-09', until: '2026-03-11' },
    { kind: 'road-closed', closure: { reason: '塌方', from: '2026-03-10', until: '2026-03-10', ways: [5005989, 5005990] } },
    {
      kind: 'road-closed',
      closure: { reason: '积雪', from: '2026-03-10', until: '2026-03-10', place: { lon: 119.4, lat: 27.5 }, radiusMetres: 300 },
    },
    { kind: 'move', village: village?.id, round: 'clinic', weekdays: [2, 4], hours: { from: 540, to: 660 } },
    {
      kind: 'weather',
      days: [
        { date: '2026-03-10', windMs: 0, isFlyable: false },
        { date: '2026-03-11', windMs: 0, isFlyable: false },
      ],
    },
  ]);
});

test('all lines that are wrong are told at once', () => {
  const lines = {
    ...none,
    vehicleOut: ['ghost@2026-03-09', 'clinic-1@2026-03-09..2026-03-01', 'clinic-1@soon'],
    roadClosed: ['塌方@2026-03-10@somewhere'],
    move: ['ghost@1', `${village?.id}@`, `${village?.id}@9`, `${village?.id}@1@late`],
    noFlying: [''],
  };
  const read = readChanges(county, lines);
  expect(read.ok ? [] : read.problems.map(({ at }) => at)).toEqual([
    ...lines.vehicleOut,
    ...lines.roadClosed,
    ...lines.move,
    ...lines.noFlying,
  ]);
});
