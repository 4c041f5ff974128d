import type { Horizon, Service } from '../model/county.ts';
import type { ClockSpan, Weekday } from '../model/units.ts';
import type { PlannerProblem } from '../model/words.ts';

/** What the services of one round ask for together: the strictest of each. */
export interface RoundTerms {
  readonly visits: number;
  readonly minGapDays: number;
  readonly maxGapDays: number | null;
  readonly weekdays: readonly Weekday[];
  readonly windows: readonly ClockSpan[];
  readonly skills: readonly string[];
  readonly equipment: readonly string[];
}

interface Asked {
  readonly service: Service;
  readonly visits: number;
}

/** Merges what services ask for; a contradiction names the two that cannot go together, or the one that cannot go at all. */
export function mergeRound(asked: readonly Asked[], horizon: Horizon): RoundTerms | PlannerProblem {
  const most = asked.reduce((a, b) => (b.visits > a.visits ? b : a));
  const services = asked.map(({ service }) => service);
  const loosest = services.reduce((a, b) => (b.minGapDays > a.minGapDays ? b : a));
  const tightest = services.filter((it) => it.maxGapDays !== null).toSorted((a, b) => (a.maxGapDays ?? 0) - (b.maxGapDays ?? 0))[0];
  const [minGapDays, maxGapDays] = [Math.max(1, loosest.minGapDays), tightest?.maxGapDays ?? null];
  if (tightest && maxGapDays !== null && maxGapDays < minGapDays) {
    return against('gaps', loosest, tightest, {
      zh: `前者至少隔 ${minGapDays} 天，后者至多隔 ${maxGapDays} 天`,
      en: `the first wants ${minGapDays} days or more between visits, the second ${maxGapDays} or fewer`,
    });
  }
  if (most.visits * minGapDays > horizon.days) {
    return against('too-many-visits', most.service, loosest, {
      zh: `${horizon.days} 天内去 ${most.visits} 次，每次至少隔 ${minGapDays} 天，排不下`,
      en: `${most.visits} visits with ${minGapDays} days or more between them do not fit into ${horizon.days} days`,
    });
  }
  if (tightest && maxGapDays !== null && most.visits * maxGapDays < horizon.days) {
    return against('too-few-visits', most.service, tightest, {
      zh: `${horizon.days} 天内只去 ${most.visits} 次，间隔不可能都在 ${maxGapDays} 天以内`,
      en: `with ${most.visits} visits in ${horizon.days} days the gaps cannot all be ${maxGapDays} days or fewer`,
    });
  }
  const weekdays = common(
    services,
    ({ weekdays }) => weekdays,
    (a, b) => a.filter((it) => b.includes(it)),
  );
  if ('clash' in weekdays) {
    return against('weekdays', ...weekdays.clash, { zh: '没有共同的星期', en: 'they have no weekday in common' });
  }
  const windows = common(services, ({ windows }) => windows, overlap);
  if ('clash' in windows) return against('windows', ...windows.clash, { zh: '没有共同的时段', en: 'they have no hours in common' });
  const union = (of: (service: Service) => readonly string[]): readonly string[] => [...new Set(services.flatMap(of))].sort();
  return {
    visits: most.visits,
    minGapDays,
    maxGapDays,
    weekdays: weekdays.common,
    windows: windows.common,
    skills: union(({ skills }) => skills),
    equipment: union(({ equipment }) => equipment),
  };
}

/** What all have in common, where empty stands for everything; or two that have nothing, the later one with the one before that it clashes with. */
function common<T>(
  services: readonly Service[],
  of: (service: Service) => readonly T[],
  meet: (a: readonly T[], b: readonly T[]) => readonly T[],
): { readonly common: readonly T[] } | { readonly clash: readonly [Service, Service] } {
  let left: readonly T[] = [];
  let last: Service | undefined;
  for (const service of services) {
    const own = of(service);
    if (own.length === 0) continue;
    const met = last ? meet(left, own) : own;
    if (met.length === 0 && last) {
      const other = services.find((it) => of(it).length > 0 && meet(of(it), own).length === 0) ?? last;
      return { clash: [other, service] };
    }
    [left, last] = [met, service];
  }
  return { common: left };
}

function overlap(a: readonly ClockSpan[], b: readonly ClockSpan[]): readonly ClockSpan[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      const span = { from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) };
      return span.from <= span.to ? [span] : [];
    }),
  );
}

function against(kind: string, a: Service, b: Service, why: { readonly zh: string; readonly en: string }): PlannerProblem {
  const isOne = a.id === b.id;
  return {
    code: `plan/round-${kind}`,
    at: `services ${isOne ? a.id : `${a.id} + ${b.id}`}`,
    words: isOne
      ? { zh: `“${a.name}”自相矛盾：${why.zh}。`, en: `“${a.name}” contradicts itself: ${why.en}.` }
      : {
          zh: `“${a.name}”和“${b.name}”同属轮次“${a.round}”，但${why.zh}。请改其中一项，或分到两个轮次。`,
          en: `“${a.name}” and “${b.name}” share the round “${a.round}”, but ${why.en}. Change one of them, or give them two rounds.`,
        },
  };
}
