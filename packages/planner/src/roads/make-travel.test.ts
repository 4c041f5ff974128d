import { describe, expect, test } from 'vitest';
import { makeCounty } from '../../corpus/county.ts';
import type { County } from '../model/county.ts';
import { makeTravel } from './make-travel.ts';

function made(county: County) {
  const travel = makeTravel(county, null);
  if (!travel.ok) throw new Error(travel.problems[0]?.words.en);
  return travel;
}

const { county } = makeCounty(1, { villages: 8 });
const calm = { ...county, weather: [] };

test('sites are depots, then villages, with prefixes', () => {
  const { travel } = made(county).value;
  expect(travel.sites[0]).toBe('depot:town');
  expect(travel.sites.slice(1)).toEqual(county.villages.map(({ id }) => `village:${id}`));
  for (const { minutes, metres } of travel.tables) expect([minutes.length, metres.length]).toEqual([81, 81]);
});

test('without roads a warning tells what travel is guessed by, and slow vehicles take longer', () => {
  const { value, warnings } = made(county);
  expect(warnings.map(({ code }) => code)).toEqual(['plan/no-roads']);
  const { travel } = value;
  const clinic = travel.tables[travel.tableOf('clinic-1', '2026-03-02') ?? -1];
  const kitchen = travel.tables[travel.tableOf('kitchen-1', '2026-03-02') ?? -1];
  expect(clinic?.minutes[3]).toBeCloseTo((kitchen?.minutes[3] ?? 0) / 0.8, 9);
  expect(clinic?.metres[3]).toBe(kitchen?.metres[3]);
});

test('a day outside the horizon has no table', () => {
  const { travel } = made(county).value;
  expect(travel.tableOf('clinic-1', '2026-03-29')).not.toBeNull();
  expect(travel.tableOf('clinic-1', '2026-03-30')).toBeNull();
});

describe('drones', () => {
  const [from, to] = ['depot:town', `village:${county.villages[0]?.id}`];

  test('stay on the ground in wind, and on days that are not flyable', () => {
    const weather = [
      { date: '2026-03-02', windMs: 10, isFlyable: true },
      { date: '2026-03-03', windMs: 10.1, isFlyable: true },
      { date: '2026-03-04', windMs: 1, isFlyable: false },
    ];
    const { travel } = made({ ...county, weather }).value;
    const flies = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].map((date) => travel.tableOf('drone-1', date) !== null);
    expect(flies).toEqual([true, false, false, true]);
  });

  test('fly around a zone only on the days that it holds', () => {
    const [a, b] = [county.depots[0]?.place, county.villages[0]?.place];
    if (!a || !b) throw new Error('no places');
    const [lon, lat] = [(a.lon + b.lon) / 2, (a.lat + b.lat) / 2];
    const outline = [
      { lon: lon - 0.004, lat: lat - 0.004 },
      { lon: lon + 0.004, lat: lat - 0.004 },
      { lon: lon + 0.004, lat: lat + 0.004 },
      { lon: lon - 0.004, lat: lat + 0.004 },
    ];
    const zones = [{ name: 'middle', outline, from: '2026-03-03', until: '2026-03-03' }];
    const { value } = made({ ...calm, noFlyZones: zones });
    const [before, during, after] = ['2026-03-02', '2026-03-03', '2026-03-04'].map((date) => value.wayBetween('drone-1', date, from, to));
    expect(before?.line).toHaveLength(2);
    expect(after).toEqual(before);
    expect(during?.line.length).toBeGreaterThan(2);
    expect(during?.metres).toBeGreaterThan(before?.metres ?? Infinity);
  });

  test('do not land within a zone', () => {
    const place = county.villages[0]?.place;
    if (!place) throw new Error('no village');
    const corner = (x: number, y: number) => ({ lon: place.lon + x * 0.002, lat: place.lat + y * 0.002 });
    const outline = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
    const { travel, wayBetween } = made({ ...calm, noFlyZones: [{ name: 'all around', outline }] }).value;
    expect(travel.tables[travel.tableOf('drone-1', '2026-03-02') ?? -1]?.minutes[1]).toBe(Infinity);
    expect(wayBetween('drone-1', '2026-03-02', from, to)).toBeNull();
  });
});

test.each([
  ['x', 28],
  ['2026-02-30', 28],
  ['9999-12-20', 28],
  ['2026-3-2', 28],
])('%s and %d days are no horizon: a problem, nothing thrown, and no plan of days that cannot be written', (from, days) => {
  const travel = makeTravel({ ...county, horizon: { from, days, holidays: [] } }, null);
  expect(travel.ok ? [] : travel.problems.map(({ code }) => code)).toEqual(['plan/bad-horizon']);
});
