import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Words } from '../model/words.ts';
import type { Change, MovedVisit, VisitTime } from './change.ts';

/** The change that a visit moved for; none of them touches those that made room for others, or whose crew takes longer to get there. */
export function whyMoved(
  from: VisitTime | null,
  call: Call,
  { what, isAffected }: { readonly what: MovedVisit['what']; readonly isAffected: boolean },
  changes: readonly Change[],
  county: County,
): Words {
  for (const change of changes) {
    const why = isAffected || (what === 'hour' && change.kind === 'road-closed') ? touches(change, from, call, county) : null;
    if (why) return why;
  }
  return isAffected
    ? { zh: '同一轮次的另一次变了，间隔和星期要跟上。', en: 'Another visit of the round moved, and its gaps and weekday follow.' }
    : { zh: '为受影响的村让出时间。', en: 'It makes room for villages that are affected.' };
}

function touches(change: Change, from: VisitTime | null, call: Call, county: County): Words | null {
  switch (change.kind) {
    case 'vehicle-out': {
      if (!from || from.vehicle !== change.vehicle || from.date < change.from || from.date > change.until) return null;
      const name = county.vehicles.find(({ id }) => id === change.vehicle)?.name ?? change.vehicle;
      const reason = change.reason ? { zh: `（${change.reason}）`, en: ` (${change.reason})` } : { zh: '', en: '' };
      return { zh: `因${name}停用${reason.zh}。`, en: `${name} is out of service${reason.en}.` };
    }
    case 'road-closed': {
      const { from: begins, until, reason } = change.closure;
      if (!from || from.date < begins || from.date > until) return null;
      return { zh: `因道路封闭（${reason}）。`, en: `A road is closed (${reason}).` };
    }
    case 'move':
      return change.village === call.village && (change.round ?? call.round) === call.round
        ? { zh: '应本村要求。', en: 'The village asked for it.' }
        : null;
    case 'new-village':
      return change.village.id === call.village ? { zh: '新增的村。', en: 'The village is new.' } : null;
    case 'weather': {
      const isDrone = county.vehicles.some(({ id, travel }) => id === from?.vehicle && travel.kind === 'drone');
      return isDrone && change.days.some(({ date }) => date === from?.date)
        ? { zh: '因天气，无人机不能飞。', en: 'The drone cannot fly in the weather.' }
        : null;
    }
  }
}
