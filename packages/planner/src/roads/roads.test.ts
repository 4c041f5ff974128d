import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CountyWish, type MadeCounty, makeCounty } from '../../corpus/county.ts';
import { plainMinutes } from '../../corpus/plain-minutes.ts';
import { sharedData } from '../../corpus/shared-data.ts';
import { writeHgt } from '../../corpus/write-hgt.ts';
import { writePbf } from '../../corpus/write-pbf.ts';
import type { Closure, County } from '../model/county.ts';
import { makeTravel } from './make-travel.ts';
import { readRoads } from './read-roads.ts';

function networkOf({ terrain, web }: MadeCounty, hasHeights = true) {
  const heights = hasHeights ? writeHgt(terrain) : [];
  const outcome = readRoads({ roads: { name: 'roads.osm.pbf', bytes: writePbf(terrain, web) }, heights });
  if (!outcome.ok) throw new Error(outcome.problems[0]?.words.en);
  return outcome.value;
}

function travelOf(county: County, network: ReturnType<typeof networkOf>) {
  const outcome = makeTravel(county, network);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.words.en);
  return { ...outcome.value, warnings: outcome.warnings };
}

function tableOf({ travel }: ReturnType<typeof travelOf>, vehicle: string, date: string) {
  const table = travel.tables[travel.tableOf(vehicle, date) ?? -1];
  if (!table) throw new Error('no table');
  return table;
}

const BEFORE = '2026-03-09';
const CLOSED = '2026-03-13';
const AFTER = '2026-03-14';

const wishes = fc.record({
  seed: fc.nat(10_000),
  wish: fc.record({
    villages: fc.integer({ min: 1, max: 9 }),
    cutOff: fc.nat(1),
    closures: fc.nat(2),
    cuts: fc.nat(2),
  }) as fc.Arbitrary<CountyWish>,
});

describe('over made-up counties', () => {
  test('tables are what a plain search over every point of the roads finds, closed roads taken out', () => {
    fc.assert(
      fc.property(wishes, ({ seed, wish }) => {
        const made = makeCounty(seed, wish);
        const network = networkOf(made, seed % 2 === 0);
        const travel = travelOf(made.county, network);
        const places = [...made.county.depots, ...made.county.villages].map(({ place }) => place);
        for (const date of [BEFORE, CLOSED]) {
          const closed = made.county.closures.filter(({ from, until }) => from <= date && date <= until).flatMap(({ ways }) => ways ?? []);
          const plain = plainMinutes(network, places, new Set(closed));
          const { minutes } = tableOf(travel, 'kitchen-1', date);
          for (const [i, expected] of plain.entries()) {
            if (expected === Infinity) expect(minutes[i]).toBe(Infinity);
            else expect(Math.abs((minutes[i] ?? Infinity) - expected)).toBeLessThan(1e-3);
          }
        }
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  test('a closed road never makes a way shorter, and once it is open all is as before', () => {
    fc.assert(
      fc.property(wishes, fc.double({ min: 20, max: 3000, noNaN: true }), ({ seed, wish }, radiusMetres) => {
        const made = makeCounty(seed, wish);
        const { county, web, terrain } = made;
        const node = web.nodes[seed % web.nodes.length];
        if (!node) return;
        const around: Closure = {
          reason: 'slide',
          from: '2026-03-12',
          until: CLOSED,
          place: terrain.placeOf(node.x, node.y),
          radiusMetres,
        };
        const travel = travelOf({ ...county, closures: [...county.closures, around] }, networkOf(made, false));
        const before = tableOf(travel, 'clinic-1', BEFORE);
        const during = tableOf(travel, 'clinic-1', CLOSED);
        expect(tableOf(travel, 'clinic-1', AFTER)).toBe(before);
        for (const [i, minutes] of before.minutes.entries()) expect(during.minutes[i]).toBeGreaterThanOrEqual(minutes);
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  test('on level roads without one-way streets there and back are the same', () => {
    const made = makeCounty(8, { villages: 9 });
    const ways = made.web.ways.map((way) => ({ ...way, tags: { ...way.tags, oneway: 'no' } }));
    const { minutes } = tableOf(travelOf(made.county, networkOf({ ...made, web: { ...made.web, ways } }, false)), 'kitchen-1', BEFORE);
    for (let i = 0; i < 10; i++) for (let j = 0; j < i; j++) expect(minutes[i * 10 + j]).toBeCloseTo(minutes[j * 10 + i] ?? 0, 6);
  });

  test('up to the highest village takes longer than down from it', () => {
    const made = makeCounty(8, { villages: 9, depots: 1 });
    const { terrain, county } = made;
    const heightOf = ({ place }: County['villages'][number]): number => {
      const { x, y } = terrain.metresOf(place);
      return terrain.heightAt(x, y);
    };
    const highest =
      [...county.villages.keys()].sort((a, b) => heightOf(county.villages[b] as never) - heightOf(county.villages[a] as never))[0] ?? 0;
    const { minutes } = tableOf(travelOf(county, networkOf(made)), 'kitchen-1', BEFORE);
    expect(minutes[highest + 1]).toBeGreaterThan((minutes[(highest + 1) * 10] ?? 0) * 1.02);
  });

  test('ways run from place to place along roads, never against a one-way street, and are as long as they say', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const made = makeCounty(seed, { villages: 6 });
        const travel = travelOf(made.county, networkOf(made, false));
        const key = (place: { lon: number; lat: number }): string => `${Math.round(place.lon * 1e7)} ${Math.round(place.lat * 1e7)}`;
        const places = new Map(made.web.nodes.map((node) => [node.id, key(made.terrain.placeOf(node.x, node.y))]));
        const against = new Set<string>();
        for (const { nodes, tags } of made.web.ways) {
          for (const [i, id] of nodes.slice(1).entries()) {
            const step = [places.get(nodes[i] as number), places.get(id)];
            if (tags.oneway === 'yes') against.add(step.reverse().join());
            if (tags.oneway === '-1') against.add(step.join());
          }
        }
        for (const from of travel.travel.sites) {
          for (const to of travel.travel.sites) {
            const way = travel.wayBetween('kitchen-1', BEFORE, from, to);
            if (!way) throw new Error('no way');
            let metres = 0;
            for (const [i, place] of way.line.slice(1).entries()) {
              const before = way.line[i];
              if (!before) continue;
              expect(against).not.toContain(`${key(before)},${key(place)}`);
              const perLon = 111_195 * Math.cos((place.lat * Math.PI) / 180);
              metres += Math.hypot((place.lon - before.lon) * perLon, (place.lat - before.lat) * 111_195);
            }
            expect(Math.abs(metres - way.metres)).toBeLessThan(3 + way.metres * 0.001);
          }
        }
      }),
      { seed: 6, numRuns: 10 },
    );
  });
});

describe('what cannot be reached is named', () => {
  test('a village whose lane joins nothing', () => {
    const made = makeCounty(12, { villages: 6, cutOff: 1 });
    const { travel, warnings } = travelOf(made.county, networkOf(made));
    const last = made.county.villages.at(-1);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'plan/place-unreachable', at: `village:${last?.id}` });
    expect(warnings[0]?.words.en).toContain(last?.name);
    expect(travel.tables[0]?.minutes[6]).toBe(Infinity);
  });

  test('a village with longitude and latitude swapped', () => {
    const made = makeCounty(12, { villages: 6, drones: 0, closures: 0 });
    const [first, ...others] = made.county.villages;
    if (!first) throw new Error('no village');
    const swapped = { ...first, place: { lon: first.place.lat, lat: first.place.lon } };
    const { warnings } = travelOf({ ...made.county, villages: [swapped, ...others] }, networkOf(made, false));
    expect(warnings.map(({ code, at }) => [code, at])).toEqual([['plan/place-unreachable', `village:${first.id}`]]);
  });

  test('a village behind a landslide, until Friday', () => {
    const made = makeCounty(12, { villages: 6, closures: 0, cuts: 1 });
    const { warnings } = travelOf(made.county, networkOf(made));
    expect(warnings.length).toBeGreaterThan(0);
    for (const { code, words } of warnings) {
      expect(code).toBe('plan/place-cut-off');
      expect(words.en).toContain('from 2026-03-10 to 2026-03-13 (4 days)');
    }
  });

  test('a closure where no road is', () => {
    const made = makeCounty(12, { villages: 6, closures: 0 });
    const nowhere: Closure = { reason: 'typo', from: '2026-03-02', until: '2026-03-02', ways: [1] };
    const { warnings } = travelOf({ ...made.county, closures: [nowhere] }, networkOf(made));
    expect(warnings.map(({ code }) => code)).toEqual(['plan/closure-without-road']);
  });
});

test('a vehicle too wide for small roads keeps to the wide ones', () => {
  const made = makeCounty(12, { villages: 6 });
  const [first, ...others] = made.county.vehicles;
  if (!first) throw new Error('no vehicle');
  const wide = { ...first, travel: { kind: 'road', speedFactor: 0.8, minRoadClass: 'secondary' } as const };
  const travel = travelOf({ ...made.county, vehicles: [wide, ...others] }, networkOf(made));
  const [narrowTable, wideTable] = [tableOf(travel, 'kitchen-1', BEFORE), tableOf(travel, wide.id, BEFORE)];
  expect(wideTable.minutes.filter((minutes) => minutes < Infinity).length).toBeLessThan(narrowTable.minutes.length);
  expect(travel.warnings.some(({ code }) => code === 'plan/place-unreachable')).toBe(true);
});

const andorra = sharedData('roads');

test.skipIf(andorra === null)(
  'Andorra is read with its heights: its towns are in one piece, and a way over the pass is no shorter than the line',
  () => {
    const file = (name: string) => ({ name, bytes: readFileSync(join(andorra ?? '', name)) });
    const outcome = readRoads({ roads: file('andorra.osm.pbf'), heights: [file('N42E001.hgt.zip')] });
    if (!outcome.ok) throw new Error(outcome.problems[0]?.words.en);
    expect(outcome.warnings).toEqual([]);
    const { county } = makeCounty(1, { villages: 2, drones: 0, closures: 0 });
    const [a, b] = county.villages;
    if (!a || !b) throw new Error('no villages');
    const depots = [{ id: 'town', name: 'Andorra la Vella', place: { lon: 1.5218, lat: 42.5063 } }];
    const villages = [
      { ...a, name: 'Pas de la Casa', place: { lon: 1.7338, lat: 42.5426 } },
      { ...b, name: 'Ordino', place: { lon: 1.5332, lat: 42.5562 } },
    ];
    const { warnings, travel } = travelOf({ ...county, depots, villages }, outcome.value);
    expect(warnings).toEqual([]);
    const { metres, minutes } = tableOf({ travel } as never, 'kitchen-1', BEFORE);
    expect(metres[1]).toBeGreaterThan(17_800);
    expect(metres[1]).toBeLessThan(40_000);
    expect(minutes[1]).toBeGreaterThan(20);
    expect(minutes[1]).toBeLessThan(70);
    expect(minutes[2]).toBeLessThan(25);
  },
);
