import { readFileSync } from 'node:fs';
import type { RotaProblem } from '../../src/mod.ts';

/**
 * One of Cordeau's periodic instances (1997) as a rota problem. Distances are Euclidean and not rounded; a longest route of 0 is no limit; a
 * customer at the depot itself is a dummy and left out (p01 has one).
 */
export function readPvrp(file: string): RotaProblem {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const [type, vehicles, , days] = rows[0] as [number, number, number, number];
  if (type !== 1) throw new Error(`${file}: type ${type} is no periodic instance`);
  const limits = rows.slice(1, 1 + days) as [number, number][];
  const depot = place(rows[1 + days] as number[]);
  const customers = rows.slice(2 + days).filter((row) => place(row).some((at, axis) => at !== depot[axis]));
  const places = [depot, ...customers.map(place)];
  const cost = Float64Array.from(places.flatMap(([x, y]) => places.map(([u, v]) => Math.hypot(x - u, y - v))));
  return {
    days,
    sites: places.length,
    tables: [{ minutes: cost, cost }],
    vehicles,
    loads: 1,
    shifts: limits.flatMap(([longest, capacity], day) =>
      Array.from({ length: vehicles }, (_, vehicle) => ({
        vehicle,
        day,
        table: 0,
        start: 0,
        end: 0,
        opensAt: 0,
        closesAt: Number.POSITIVE_INFINITY,
        longestMinutes: longest > 0 ? longest : Number.POSITIVE_INFINITY,
        maxOvertime: 0,
        capacity: [capacity],
        range: Number.POSITIVE_INFINITY,
        maxTrips: 1,
        turnaroundMinutes: 0,
        rest: null,
      })),
    ),
    calls: customers.map((row, c) => ({
      site: c + 1,
      stopMinutes: row[3] as number,
      load: [row[4] as number],
      patterns: row.slice(7, 7 + (row[6] as number)).map((code) => ({ days: daysOf(code, days), price: 0 })),
      windows: [],
      vehicles: null,
      missPrice: Number.POSITIVE_INFINITY,
    })),
    weights: { overtime: 0, unfairness: 0, irregularity: 0, hourTolerance: 0 },
  };
}

function place(row: readonly number[]): [number, number] {
  return [row[1] as number, row[2] as number];
}

/** The first day is the highest bit. */
function daysOf(code: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => day).filter((day) => (code >> (days - 1 - day)) & 1);
}
