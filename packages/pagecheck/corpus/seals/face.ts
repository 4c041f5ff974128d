import type { Chance } from '../chance.ts';
import type { Face } from '../typeset/form.ts';

/** The face of an invented seal. Two with equal text are two seals when anything else differs. */
export interface SealFace {
  readonly id: string;
  readonly text: string;
  readonly diameterMm: number;
  readonly mark: 'star' | 'emblem' | 'none';
  readonly markMm: number;
  /** Level under the mark: 业务专用章. */
  readonly inner: string | null;
  /** Along the bottom, as police registers number seals. */
  readonly number: string | null;
  readonly font: Face;
  readonly ringMm: number;
  /** Gap between ring and letters. */
  readonly gapMm: number;
  readonly letterMm: number;
  readonly arcDeg: number;
  /** 0 new to 1 worn: chipped and rounded. */
  readonly wear: number;
  readonly wearSeed: number;
}

const PLACES = ['示例市', '示例县', '虚构市', '样例县'];
const STREETS = ['大田街道', '天王镇', '土桥乡', '千木街道', '示例街道'];
const BODIES = ['今日社区居民委员会', '末里村村民委员会', '午山村经济合作社', '玉由社区居民委员会', '人民政府', '办事处'];
const SHORT = ['示例合作社', '虚构服务中心', '样例村委会'];
const INNER = ['业务专用章', '合同专用章', '财务专用章', '证明专用章'];
/** Outer diameters that are cut: 38 to 50 mm (国发〔1999〕25号: 42 and 45 for most). */
const DIAMETERS_MM = [38, 40, 42, 42, 42, 45, 50];
/** Letters that stand in for each other when another body's seal is passed off as ours. */
const SWAPS: Readonly<Record<string, string>> = {
  大: '太',
  天: '夫',
  王: '玉',
  土: '士',
  千: '干',
  今: '令',
  末: '未',
  午: '牛',
  玉: '王',
  由: '甲',
  市: '县',
  县: '市',
  镇: '乡',
  乡: '镇',
  例: '列',
  虚: '实',
  服: '股',
};

function sealTextOf(next: Chance): string {
  if (next.chance(0.15)) return `${next.pick(PLACES)}${next.pick(SHORT)}`.slice(0, next.whole(6, 9));
  const long = next.chance(0.4) ? '中国共产党' : '';
  return `${long}${next.pick(PLACES)}${next.pick(STREETS)}${next.pick(BODIES)}`.slice(0, 22);
}

export function sealFaceOf(id: string, next: Chance, text = sealTextOf(next)): SealFace {
  const diameterMm = next.pick(DIAMETERS_MM);
  const mark = next.pick(['star', 'star', 'star', 'emblem', 'none'] as const);
  return {
    id,
    text,
    diameterMm,
    mark,
    markMm: diameterMm * next.between(0.14, 0.18),
    inner: mark === 'none' || next.chance(0.3) ? next.pick(INNER) : null,
    number: next.chance(0.4) ? `9990${String(next.whole(0, 999_999_999)).padStart(9, '0')}` : null,
    font: next.pick(['serif', 'serif-bold', 'sans', 'sans-bold'] as const),
    ringMm: next.between(0.9, 1.4),
    gapMm: next.between(0.6, 1.4),
    letterMm: diameterMm * next.between(0.115, 0.145),
    arcDeg: next.between(235, 275),
    wear: next.between(0, 0.5),
    wearSeed: next.whole(0, 1e9),
  };
}

/** Another seal that says the same: cut anew, with another layout or another font, or only by another hand and worn otherwise. */
export function sameTextOf(face: SealFace, next: Chance): SealFace {
  const other = sealFaceOf(`${face.id}-again`, next, face.text);
  const { diameterMm, mark, inner } = face;
  if (next.chance(0.5)) return { ...other, diameterMm, mark, inner };
  // A good forgery: the same drawing, its letters a little larger or smaller, a little more or less of the circle.
  const sign = next.chance(0.5) ? 1 : -1;
  return {
    ...face,
    id: other.id,
    font: other.font,
    letterMm: face.letterMm * (1 + sign * next.between(0.06, 0.14)),
    arcDeg: face.arcDeg + sign * next.between(6, 16),
    markMm: face.markMm * (1 - sign * next.between(0.05, 0.15)),
    wearSeed: other.wearSeed,
  };
}

/** The same drawing with one letter of its text changed; null when no letter has a stand-in. */
export function otherTextOf(face: SealFace, next: Chance): SealFace | null {
  const places = [...face.text].flatMap((letter, at) => (SWAPS[letter] ? [at] : []));
  if (places.length === 0) return null;
  const at = next.pick(places);
  const text = [...face.text].map((letter, i) => (i === at ? (SWAPS[letter] as string) : letter)).join('');
  return { ...face, id: `${face.id}-other`, text, wearSeed: next.whole(0, 1e9) };
}
