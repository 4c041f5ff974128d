import { expect, test } from 'vitest';
import { smallPlanned } from '../../../testing/small-county.ts';
import type { WayBetween } from '../ways.ts';
import { writeGeoJson } from './write-geojson.ts';

const { county, calls, plan } = smallPlanned();
// biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it
const read = (way?: WayBetween): Map<string, any> =>
  new Map(writeGeoJson(county, calls, plan, way).map(({ name, bytes }) => [name, JSON.parse(new TextDecoder().decode(bytes))]));

test('every day with tours has a file, every feature an id of its own and positions as RFC 7946 has them', () => {
  const files = read();
  expect([...files.keys()].filter((name) => name.includes('tours-')).length).toBe(7);
  for (const { type, features } of files.values()) {
    expect(type).toBe('FeatureCollection');
    const ids = features.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { geometry } of features) {
      const positions = geometry === null ? [] : geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates;
      if (geometry?.type === 'LineString') expect(positions.length).toBeGreaterThan(1);
      for (const [lon, lat] of positions) expect([lon > 119 && lon < 120, lat > 27 && lat < 29]).toEqual([true, true]);
    }
  }
  expect(files.get('geojson/villages.geojson')?.features[5].properties).toMatchObject({ coverage: 'none', name: '无路村' });
  expect(files.get('geojson/closures.geojson')?.features.map(({ geometry }: { geometry: unknown }) => geometry !== null)).toEqual([
    true,
    false,
  ]);
});

test('tours follow the ways that are given, and go straight where none is known', () => {
  const bend = { lon: 119.62, lat: 27.96 };
  const line = [county.depots[0]?.place ?? bend, bend, county.villages[0]?.place ?? bend];
  const way: WayBetween = (_, __, from, to) => (from === 'depot:hospital' && to === 'village:331127100201' ? { line } : null);
  const tour = read(way).get('geojson/tours-2027-01-04.geojson')?.features[0];
  expect(tour.geometry.coordinates.slice(0, 4)).toEqual([
    [119.63, 27.98],
    [119.62, 27.96],
    [119.61, 27.95],
    [119.61, 27.95],
  ]);
  expect(tour.geometry.coordinates.length).toBe(7);
});
