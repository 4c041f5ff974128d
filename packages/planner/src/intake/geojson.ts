import type { PlannerProblem } from '../model/words.ts';
import { problem } from './problem.ts';
import type { Table, TableName } from './table.ts';

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: string; readonly coordinates?: unknown } | null;
}

/**
 * Features as a table: their properties are the columns, a point gives `lon` and `lat`, a polygon's outer ring `outline`. The
 * collection's `crs` (a name, or `{ properties: { name } }`) is what it declares; a file without one declares nothing.
 */
export function tableOfGeoJson(name: TableName, file: string, text: string): Table | PlannerProblem {
  const json = parseJson(text);
  const features = (json as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) {
    return problem('plan/bad-geojson', file, '这不是 GeoJSON 要素集（FeatureCollection）。', 'This is no GeoJSON FeatureCollection.');
  }
  const rows = (features as Feature[]).map((it) => ({ ...textsOf(it?.properties), ...placeOf(it?.geometry) }));
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const crs = crsOf((json as { crs?: unknown }).crs);
  return {
    name,
    file,
    header,
    rows: rows.map((row, index) => ({ number: index + 1, cells: header.map((title) => row[title] ?? '') })),
    ...(crs === undefined ? {} : { crs }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // told by the caller as no feature collection
  }
}

function textsOf(properties: Feature['properties']): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value !== null && value !== undefined) texts[key] = Array.isArray(value) ? value.join(',') : String(value).trim();
  }
  return texts;
}

function placeOf(geometry: Feature['geometry']): Record<string, string> {
  const { type, coordinates } = geometry ?? {};
  if (!Array.isArray(coordinates)) return {};
  if (type === 'Point') return { lon: String(coordinates[0] ?? ''), lat: String(coordinates[1] ?? '') };
  const ring: unknown = type === 'Polygon' ? coordinates[0] : type === 'MultiPolygon' ? coordinates[0]?.[0] : null;
  if (!Array.isArray(ring)) return {};
  return { outline: ring.map((it) => (Array.isArray(it) ? `${it[0]} ${it[1]}` : '')).join(';') };
}

function crsOf(crs: unknown): string | undefined {
  if (typeof crs === 'string') return crs;
  const name = (crs as { properties?: { name?: unknown } } | null | undefined)?.properties?.name;
  return typeof name === 'string' ? name : undefined;
}
