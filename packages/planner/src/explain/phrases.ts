import type { PlanCost } from '../model/plan.ts';
import type { CivilDate, ClockMinutes, Weekday } from '../model/units.ts';
import type { Words } from '../model/words.ts';

const ZH = ['', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'];
const EN = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const weekdayWords = (weekday: Weekday): Words => ({ zh: ZH[weekday] ?? '', en: EN[weekday] ?? '' });

export const clockText = (minutes: ClockMinutes): string => {
  const whole = Math.round(minutes);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
};

export function dateWords(date: CivilDate): Words {
  const [, month, day] = date.split('-').map(Number);
  const months = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return { zh: `${month}月${day}日`, en: `${day} ${months[month ?? 0]}` };
}

export const joined = (all: readonly Words[], zh = '、', en = ', '): Words => ({
  zh: all.map((it) => it.zh).join(zh),
  en: all.map((it) => it.en).join(en),
});

/** Each sentence once. */
export function distinct<T extends { readonly words: Words }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((it) => [it.words.zh, it])).values()];
}

const PARTS: readonly (readonly [Exclude<keyof PlanCost, 'total'>, Words])[] = [
  ['travel', { zh: '行驶', en: 'driving' }],
  ['overtime', { zh: '加班', en: 'overtime' }],
  ['unfairness', { zh: '忙闲不均', en: 'unfairness' }],
  ['irregularity', { zh: '钟点不齐', en: 'irregular hours' }],
  ['wishes', { zh: '愿望未满足', en: 'wishes not kept' }],
];

/** `多 23 分钟（行驶 +18，加班 +5）`. */
export function priceWords(extra: PlanCost, isLeast: boolean): Words {
  const total = Math.round(extra.total);
  const parts = PARTS.flatMap(([part, words]) => {
    const minutes = Math.round(extra[part]);
    return minutes === 0 ? [] : [{ zh: `${words.zh} ${signed(minutes)}`, en: `${words.en} ${signed(minutes)}` }];
  });
  const { zh, en } = joined(parts, '，');
  const most = isLeast ? { zh: '', en: '' } : { zh: '最多', en: 'at most ' };
  const amount =
    total === 0
      ? { zh: '成本相同', en: 'the same cost' }
      : total > 0
        ? { zh: `${most.zh}多 ${total} 分钟`, en: `${most.en}${total} minutes more` }
        : { zh: `少 ${-total} 分钟`, en: `${-total} minutes less` };
  return parts.length === 0 || (parts.length === 1 && total !== 0 && Math.round(extra.travel) === total)
    ? amount
    : { zh: `${amount.zh}（${zh}）`, en: `${amount.en} (${en})` };
}

const signed = (minutes: number): string => (minutes > 0 ? `+${minutes}` : `−${-minutes}`);
