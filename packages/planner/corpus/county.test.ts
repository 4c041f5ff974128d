import { expect, test } from 'vitest';
import { makeCounty } from './county.ts';

test('a seed gives the same county again, another seed another one', () => {
  expect(makeCounty(1).county).toEqual(makeCounty(1).county);
  expect(makeCounty(1).county.villages).not.toEqual(makeCounty(2).county.villages);
});

test.each([0, 1, 5, 73])('%i villages have names, ids and residents of their own, and a road to town', (villages) => {
  const { county, web } = makeCounty(3, { villages });
  expect(county.villages).toHaveLength(villages);
  expect(new Set(county.villages.map(({ id }) => id)).size).toBe(villages);
  expect(new Set(county.villages.map(({ name }) => name)).size).toBe(villages);
  for (const village of county.villages) expect(Object.values(village.residents).reduce((a, b) => a + b)).toBeGreaterThan(20);
  for (const ways of web.waysToTown) expect(ways.length).toBeGreaterThan(0);
});

test('roads follow valleys: they climb less than the straight line would', () => {
  const { terrain, web } = makeCounty(4, { villages: 30 });
  const nodes = new Map(web.nodes.map((node) => [node.id, node]));
  const grades: number[] = [];
  for (const { nodes: ids, tags } of web.ways) {
    if (!['secondary', 'tertiary'].includes(tags.highway ?? '')) continue;
    for (const [i, id] of ids.slice(1).entries()) {
      const [a, b] = [nodes.get(ids[i] as number), nodes.get(id)];
      if (!a || !b) throw new Error('a way over a node that is not there');
      grades.push(Math.abs(terrain.heightAt(a.x, a.y) - terrain.heightAt(b.x, b.y)) / Math.hypot(a.x - b.x, a.y - b.y));
    }
  }
  grades.sort((a, b) => a - b);
  expect(grades[Math.floor(grades.length / 2)]).toBeLessThan(0.08);
});

test('the fleet and the closures are as wished', () => {
  const { county, web } = makeCounty(5, {
    villages: 20,
    vehicles: 3,
    kitchens: 1,
    vans: 0,
    drones: 2,
    closures: 1,
    cuts: 2,
    rounds: ['clinic', 'parcels'],
  });
  expect(county.vehicles.map(({ id }) => id)).toEqual(['clinic-1', 'clinic-2', 'clinic-3', 'drone-1', 'drone-2']);
  expect(county.closures).toHaveLength(3);
  expect(web.passWays).toContain(county.closures[0]?.ways?.[0]);
});
