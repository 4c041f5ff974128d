import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPlan, makeTravel, type Outcome, planRota, readCounty, readRoads } from '../../packages/planner/src/mod.ts';
import { formatCsv, parseCsv, type Row } from '../csv.ts';
import { composeCounty } from './county.ts';

const read = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
const files = (pattern: RegExp) =>
  readdirSync(new URL('.', import.meta.url))
    .filter((name) => pattern.test(name))
    .map((name) => ({ name, bytes: read(name) }));
const divisions = parseCsv(read('../divisions/jingning.csv').toString());
const { tables } = composeCounty(divisions);

function given<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ at, words }) => `${at}: ${words.en}`).join('\n'));
  return outcome.value;
}

test.each(Object.entries(tables) as [string, readonly Row[]][])('%s.csv is what make.ts writes', (name, rows) => {
  expect(read(`${name}.csv`).toString()).toBe(formatCsv(rows));
});

test('73 villages of Jingning by their real codes and names, none of them in the county town', () => {
  const real = new Map(divisions.map(({ code, name }) => [code, name]));
  expect(tables.villages).toHaveLength(73);
  for (const { 代码, 村名 } of tables.villages ?? []) {
    expect(real.get(代码)).toBe(`${村名}委会`);
    expect(代码?.slice(0, 9)).not.toMatch(/^33112700[12]$/);
  }
});

test('the sample is read without a warning, and every village gets all it is promised', { timeout: 120_000 }, async () => {
  const outcome = await readCounty(files(/\.csv$/));
  const county = given(outcome);
  expect(outcome.ok && outcome.warnings).toEqual([]);
  const [roads] = files(/\.osm\.pbf$/);
  const network = given(readRoads({ roads: roads as NonNullable<typeof roads>, heights: files(/\.hgt\.zip$/) }));
  const { travel } = given(makeTravel(county, network));
  const { plan, calls } = given(await planRota(county, travel, { seed: 1, rounds: 150 }));
  expect(checkPlan(county, calls, travel, plan)).toEqual([]);
  expect(plan.unserved).toEqual([]);
  expect(plan.lineDeliveries.length).toBeGreaterThan(0);
  expect(new Set(plan.tours.map(({ vehicle }) => vehicle)).size).toBe(county.vehicles.length);
});
