import type { Words } from '../../model/words.ts';
import type { Planned } from '../explain-plan.ts';
import { vehicleForbids } from '../forbid.ts';
import { joined, weekdayWords } from '../phrases.ts';
import type { Conflict, Demand } from './shortage.ts';

const MOST_NAMES = 8;

/** `以下各项不能同时做到：溪口村 2 次助医；…。` */
export function sayConflict(planned: Planned, { demands, isProven, rounds }: Omit<Conflict, 'words'>): Words {
  const visits = Map.groupBy(
    demands.flatMap((it) => (it.kind === 'visits' ? planned.calls.filter(({ id }) => id === it.call) : [])),
    ({ round }) => round,
  );
  const others = demands.flatMap((it) => (it.kind === 'visits' ? [] : [sayDemand(planned, it)]));
  const all = joined([...others, ...[...visits].map(([round, calls]) => sayVisits(planned, round, calls))], '；', '; ');
  const [only] = demands;
  if (demands.length === 1 && only?.kind === 'visits') return alone(planned, only.call, all);
  const unable = onlyWish(planned, demands);
  if (unable) return { zh: `${all.zh}：不能同时做到，${unable.zh}。`, en: `${all.en}: cannot both be had; ${unable.en}.` };
  const sure = isProven
    ? { zh: '（已证明）', en: ' (proven)' }
    : { zh: `（搜索 ${rounds} 轮没有找到，未证明）`, en: ` (the search found none in ${rounds} rounds; not a proof)` };
  return {
    zh: `以下各项不能同时做到，放弃任何一项其余就能做到${sure.zh}：${all.zh}。`,
    en: `These cannot all be had; without any one of them the others can${sure.en}: ${all.en}.`,
  };
}

/** One call that nothing can serve, whatever is given up. */
function alone({ county, calls }: Planned, id: string, name: Words): Words {
  const call = calls.find((it) => it.id === id);
  const reasons = call
    ? county.vehicles.flatMap((vehicle) =>
        vehicleForbids(vehicle, call)
          .slice(0, 1)
          .map(({ words }) => words),
      )
    : [];
  const why =
    reasons.length > 0
      ? joined(reasons.slice(0, MOST_NAMES), '；', '; ')
      : { zh: '没有车一天之内能到、做完、再回来', en: 'no vehicle can get there, serve and be back in a day' };
  return { zh: `${name.zh}：本身就做不到，${why.zh}。`, en: `${name.en}: cannot be had at all; ${why.en}.` };
}

/** A wish that the call's own crews cannot keep, whoever else is served. */
function onlyWish(planned: Planned, demands: readonly Demand[]): Words | null {
  const wish = demands.find((it) => it.kind === 'wish');
  if (!wish || demands.some((it) => it !== wish && !(it.kind === 'visits' && it.call === wish.call))) return null;
  const call = planned.calls.find(({ id }) => id === wish.call);
  const able = planned.county.vehicles.filter((vehicle) => call && vehicleForbids(vehicle, call).length === 0);
  const isAway = wish.weekdays && !able.some(({ weekdays }) => weekdays.some((it) => wish.weekdays?.includes(it)));
  const days = joined((wish.weekdays ?? []).map(weekdayWords), '、', ' or ');
  return isAway
    ? { zh: `能来的车${days.zh}都不出车`, en: `no vehicle that could come works on ${days.en}` }
    : { zh: '这些日子和时段里没有车能到、做完、再回来', en: 'on such days and hours no vehicle can get there, serve and be back' };
}

function sayVisits(planned: Planned, round: string, calls: Planned['calls']): Words {
  const nameOf = ({ id, village }: Planned['calls'][number]): string =>
    `${planned.county.villages.find((it) => it.id === village)?.name ?? village}${id.includes('#') ? `#${id.split('#')[1]}` : ''}`;
  const each = calls.slice(0, MOST_NAMES).map((call) => ({
    zh: `${nameOf(call)} ${call.visits}×${call.stopMinutes} 分钟`,
    en: `${nameOf(call)} ${call.visits}×${call.stopMinutes} min`,
  }));
  const more = calls.length - each.length;
  const all = joined(more > 0 ? [...each, { zh: `另 ${more} 个村`, en: `${more} more villages` }] : each);
  const help = helpOf(planned, round);
  return { zh: `${help}（${all.zh}）`, en: `${help} (${all.en})` };
}

const helpOf = ({ county }: Planned, round: string): string =>
  [...new Set(county.services.filter((it) => it.round === round).map(({ name }) => name))].join('、') || round;

function sayDemand(planned: Planned, demand: Exclude<Demand, { readonly kind: 'visits' }>): Words {
  const { county, calls } = planned;
  if (demand.kind === 'same-weekday') return { zh: '固定星期', en: 'one weekday for each' };
  if (demand.kind === 'wish') {
    const call = calls.find(({ id }) => id === demand.call);
    const name = county.villages.find(({ id }) => id === call?.village)?.name ?? '';
    const days = joined((demand.weekdays ?? []).map(weekdayWords), '、', ' or ');
    return { zh: `${name}想要${days.zh || '自己的时段'}`, en: `${name} wants ${days.en || 'its hours'}` };
  }
  const help = helpOf(planned, demand.round);
  const { min, max } = gapsOf(calls.filter(({ round }) => round === demand.round));
  const said: Readonly<Record<typeof demand.kind, Words>> = {
    'max-gap': { zh: `${help}至多隔 ${max} 天`, en: `${help} at most ${max} days apart` },
    'min-gap': { zh: `${help}至少隔 ${min} 天`, en: `${help} at least ${min} days apart` },
    weekdays: { zh: `${help}只在规定的星期`, en: `${help} on its weekdays only` },
    window: { zh: `${help}只在规定的时段`, en: `${help} within its hours only` },
  };
  return said[demand.kind];
}

function gapsOf(calls: Planned['calls']): { readonly min: number; readonly max: number } {
  return {
    min: Math.max(...calls.map(({ minGapDays }) => minGapDays)),
    max: Math.min(...calls.map(({ maxGapDays }) => maxGapDays ?? Number.POSITIVE_INFINITY)),
  };
}
