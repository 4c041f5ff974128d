import type { PlanCost } from '../model/plan.ts';
import { type Facts, weekdayOf } from './facts.ts';
import type { Tell } from './violation.ts';

/** Adds the cost up again from the tours alone and holds what the plan says to it, part by part. */
export function checkCost(facts: Facts, tell: Tell): void {
  const counted = countCost(facts);
  for (const [part, amount] of Object.entries(counted) as [keyof PlanCost, number][]) {
    const said = facts.plan.cost[part];
    if (Math.abs(said - amount) <= 1e-6 * Math.max(1, Math.abs(amount))) continue;
    tell(
      'check/wrong-cost',
      part,
      `成本“${part}”写着 ${said}，算出来是 ${amount}。`,
      `The cost says ${said} for ${part}; it adds up to ${amount}.`,
    );
  }
}

function countCost(facts: Facts): PlanCost {
  const { plan, county, days } = facts;
  const { policy } = county;
  let overtimeMinutes = 0;
  const worked = new Map<string, number>(county.vehicles.filter((it) => worksAtAll(facts, it.id)).map(({ id }) => [id, 0]));
  for (const { vehicle, tours } of days) {
    const [begins, ends] = [Math.min(...tours.map((it) => it.startMinutes)), Math.max(...tours.map((it) => it.endMinutes))];
    overtimeMinutes += Math.max(0, ends - vehicle.shift.to);
    worked.set(vehicle.id, (worked.get(vehicle.id) ?? 0) + ends - begins);
  }
  const parts = {
    travel: plan.tours.reduce((sum, tour) => sum + tour.travelMinutes, 0),
    overtime: policy.overtimeWeight * overtimeMinutes,
    unfairness: policy.unfairnessWeight * meanDifference([...worked.values()]),
    irregularity: policy.irregularityWeight * irregularMinutes(facts),
    wishes: policy.wishWeight * brokenWishes(facts),
  };
  return { ...parts, total: Object.values(parts).reduce((a, b) => a + b, 0) };
}

function worksAtAll({ county, dayOf }: Facts, id: string): boolean {
  const vehicle = county.vehicles.find((it) => it.id === id);
  const { horizon } = county;
  const off = new Set([...horizon.holidays, ...(vehicle?.daysOff ?? [])].map(dayOf));
  const first = weekdayOf(horizon.from);
  return Array.from({ length: horizon.days }, (_, day) => day).some(
    (day) => !off.has(day) && vehicle?.weekdays.some((it) => it === ((first - 1 + day) % 7) + 1),
  );
}

function meanDifference(values: readonly number[]): number {
  let [sum, pairs] = [0, 0];
  values.forEach((a, index) => {
    for (const b of values.slice(index + 1)) {
      sum += Math.abs(a - b);
      pairs += 1;
    }
  });
  return pairs === 0 ? 0 : sum / pairs;
}

function irregularMinutes({ plan, county }: Facts): number {
  const stops = plan.tours.flatMap((tour) => tour.stops);
  let sum = 0;
  for (const visits of Map.groupBy(stops, ({ call }) => call).values()) {
    const begins = visits.map(({ beginMinutes }) => beginMinutes).sort((a, b) => a - b);
    const usual = begins[Math.ceil(begins.length / 2) - 1] ?? 0;
    for (const begin of begins) sum += Math.max(0, Math.abs(begin - usual) - county.policy.hourToleranceMinutes);
  }
  return sum;
}

function brokenWishes({ plan, villages, calls }: Facts): number {
  const visits = [
    ...plan.tours.flatMap(({ date, stops }) =>
      stops.map(({ village, round, beginMinutes }) => ({ village, round, date, at: beginMinutes })),
    ),
    ...plan.lineDeliveries.map(({ village, call, date, arriveMinutes }) => ({
      village,
      round: calls.get(call)?.round,
      date,
      at: arriveMinutes,
    })),
  ];
  let broken = 0;
  for (const { village, round, date, at } of visits) {
    for (const wish of villages.get(village)?.wishes ?? []) {
      if (wish.round !== undefined && wish.round !== round) continue;
      const isDayKept = !wish.weekdays || wish.weekdays.includes(weekdayOf(date));
      const isHourKept = !wish.hours || (at >= wish.hours.from && at <= wish.hours.to);
      if (!isDayKept || !isHourKept) broken += 1;
    }
  }
  return broken;
}
