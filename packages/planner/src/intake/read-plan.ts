import type { LineDelivery, Plan, PlanCost, Tour, TourStop, Unserved } from '../model/plan.ts';
import { LOADS } from '../model/units.ts';
import type { Outcome } from '../model/words.ts';
import { problem } from './problem.ts';

/** A plan from its JSON. What is no plan is told by the field where it first is none; whether the plan is any good, is not asked here. */
export function readPlan(name: string, text: string): Outcome<Plan> {
  try {
    return { ok: true, value: planOf(JSON.parse(text)), warnings: [] };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const zh = `这不是计划文件（plan.json）：${detail}。`;
    return { ok: false, problems: [problem('plan/bad-plan', name, zh, `This is no plan file (plan.json): ${detail}.`)] };
  }
}

class NoPlan extends Error {}

function planOf(json: unknown): Plan {
  const it = record(json, '.');
  const search = record(it.search, 'search');
  return {
    county: text(it.county, 'county'),
    from: date(it.from, 'from'),
    days: number(it.days, 'days'),
    tours: list(it.tours, 'tours', tourOf),
    lineDeliveries: list(it.lineDeliveries, 'lineDeliveries', rideOf),
    unserved: list(it.unserved, 'unserved', unservedOf),
    cost: costOf(it.cost),
    search: {
      seed: number(search.seed, 'search.seed'),
      seconds: number(search.seconds, 'search.seconds'),
      rounds: number(search.rounds, 'search.rounds'),
    },
  };
}

function tourOf(json: unknown, at: string): Tour {
  const it = record(json, at);
  const load = record(it.load, `${at}.load`);
  const rest = it.rest === null ? null : record(it.rest, `${at}.rest`);
  return {
    vehicle: text(it.vehicle, `${at}.vehicle`),
    date: date(it.date, `${at}.date`),
    trip: number(it.trip, `${at}.trip`),
    startMinutes: number(it.startMinutes, `${at}.startMinutes`),
    endMinutes: number(it.endMinutes, `${at}.endMinutes`),
    stops: list(it.stops, `${at}.stops`, stopOf),
    rest: rest && { from: number(rest.from, `${at}.rest.from`), to: number(rest.to, `${at}.rest.to`) },
    travelMinutes: number(it.travelMinutes, `${at}.travelMinutes`),
    metres: number(it.metres, `${at}.metres`),
    load: Object.fromEntries(LOADS.filter((kind) => kind in load).map((kind) => [kind, number(load[kind], `${at}.load.${kind}`)])),
  };
}

function stopOf(json: unknown, at: string): TourStop {
  const it = record(json, at);
  return {
    call: text(it.call, `${at}.call`),
    village: text(it.village, `${at}.village`),
    round: text(it.round, `${at}.round`),
    arriveMinutes: number(it.arriveMinutes, `${at}.arriveMinutes`),
    beginMinutes: number(it.beginMinutes, `${at}.beginMinutes`),
    leaveMinutes: number(it.leaveMinutes, `${at}.leaveMinutes`),
  };
}

function rideOf(json: unknown, at: string): LineDelivery {
  const it = record(json, at);
  return {
    call: text(it.call, `${at}.call`),
    village: text(it.village, `${at}.village`),
    line: text(it.line, `${at}.line`),
    date: date(it.date, `${at}.date`),
    departureMinutes: number(it.departureMinutes, `${at}.departureMinutes`),
    arriveMinutes: number(it.arriveMinutes, `${at}.arriveMinutes`),
  };
}

const REASONS: readonly Unserved['reason'][] = ['unreachable', 'no-vehicle-fits', 'no-day-fits', 'no-room'];

function unservedOf(json: unknown, at: string): Unserved {
  const it = record(json, at);
  const reason = REASONS.find((known) => known === it.reason);
  if (!reason) throw new NoPlan(`${at}.reason`);
  const visitsMissing = number(it.visitsMissing, `${at}.visitsMissing`);
  return { call: text(it.call, `${at}.call`), village: text(it.village, `${at}.village`), visitsMissing, reason };
}

function costOf(json: unknown): PlanCost {
  const it = record(json, 'cost');
  const part = (key: keyof PlanCost): number => number(it[key], `cost.${key}`);
  return {
    travel: part('travel'),
    overtime: part('overtime'),
    unfairness: part('unfairness'),
    irregularity: part('irregularity'),
    wishes: part('wishes'),
    total: part('total'),
  };
}

function record(json: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new NoPlan(at);
  return json as Readonly<Record<string, unknown>>;
}

function list<T>(json: unknown, at: string, of: (json: unknown, at: string) => T): readonly T[] {
  if (!Array.isArray(json)) throw new NoPlan(at);
  return json.map((it, index) => of(it, `${at}[${index}]`));
}

function text(json: unknown, at: string): string {
  if (typeof json !== 'string') throw new NoPlan(at);
  return json;
}

function date(json: unknown, at: string): string {
  // Engines take the 30th of February for the 2nd of March: only what comes back as it went in is a day.
  const instant = typeof json === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(json) ? Date.parse(json) : Number.NaN;
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== json) throw new NoPlan(at);
  return json;
}

function number(json: unknown, at: string): number {
  if (typeof json !== 'number' || !Number.isFinite(json)) throw new NoPlan(at);
  return json;
}
