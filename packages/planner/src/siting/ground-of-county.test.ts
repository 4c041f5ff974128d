import { expect, test } from 'vitest';
import { makeCounty } from '../../corpus/county.ts';
import { writePbf } from '../../corpus/write-pbf.ts';
import { readRoads } from '../roads/read-roads.ts';
import { groundOfCounty } from './ground-of-county.ts';
import { choosePMedian } from './p-median.ts';

const made = makeCounty(6, { villages: 9 });
const { county } = made;
const network = readRoads({ roads: { name: 'roads', bytes: writePbf(made.terrain, made.web) }, heights: [] });
const roads = network.ok ? network.value : null;

test('people are counted by group, and sites are looked for on the roads', async () => {
  const outcome = groundOfCounty(county, roads, { groups: ['60-79', '80+'] });
  if (!outcome.ok) throw new Error(outcome.problems[0]?.words.en);
  const { ground, candidates } = outcome.value;
  expect(candidates).toEqual(county.villages.map(({ id }) => id));
  expect(ground.people).toEqual(county.villages.map(({ residents }) => (residents['60-79'] ?? 0) + (residents['80+'] ?? 0)));
  const choice = await choosePMedian(ground, 2);
  expect(choice.ok && choice.value.siteOf.every((site) => site !== null)).toBe(true);
});

test('slow travellers take longer to the same candidates; kept ones are kept', () => {
  const ids = county.villages.slice(2, 5).map(({ id }) => id);
  const [car, bus] = [1, 0.5].map((speedFactor) => groundOfCounty(county, roads, { candidates: ids, kept: ids.slice(2), speedFactor }));
  if (!car?.ok || !bus?.ok) throw new Error('no ground');
  expect(car.value.ground.kept).toEqual([2]);
  expect(car.value.ground.minutes).toHaveLength(27);
  for (const [i, minutes] of car.value.ground.minutes.entries()) expect(bus.value.ground.minutes[i]).toBeCloseTo(minutes * 2, 9);
});

test('candidates that are no villages are refused, and a county without roads says so', () => {
  expect(groundOfCounty(county, null, { candidates: ['nowhere'] })).toMatchObject({
    ok: false,
    problems: [{ code: 'plan/siting-unknown-village' }],
  });
  const outcome = groundOfCounty(county, null);
  expect(outcome.ok && outcome.warnings.map(({ code }) => code)).toEqual(['plan/no-roads']);
});
