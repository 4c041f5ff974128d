import type { Box } from '../paper.ts';
import type { Difference } from './difference.ts';
import type { Suspect } from './suspect.ts';

/** Suspects so near to each other are one difference: parts of a character, characters of a word, lines of a paragraph. */
const NEAR_MM = { across: 2.2, down: 1.2 };
/** Lines of a covered paragraph are joined only when both reach this far. */
const LINE_MM = { across: 12, down: 6 };

/** Joins neighbours into one box each; the strongest first. */
export function merged(suspects: readonly Suspect[], pxPerMm: number): readonly Difference[] {
  const groups = joined(neighbours(suspects, pxPerMm), 0, LINE_MM.down * pxPerMm, LINE_MM.across * pxPerMm);
  return strongestFirst(groups.map((group) => differenceOf(group, pxPerMm)));
}

/** What is near to each other: characters of one line, not yet lines of a paragraph. */
export const neighbours = <Inked extends Bounds>(parts: readonly Inked[], pxPerMm: number): Inked[][] =>
  joined(
    parts.map((part) => [part]),
    NEAR_MM.across * pxPerMm,
    NEAR_MM.down * pxPerMm,
    0,
  );

/** Sure before unsure. */
export const strongestFirst = (differences: readonly Difference[]): readonly Difference[] =>
  [...differences].sort((p, q) => Number(q.certainty === 'sure') - Number(p.certainty === 'sure') || q.strength - p.strength);

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const boundsOf = (group: readonly Bounds[]): Bounds => ({
  left: Math.min(...group.map(({ left }) => left)),
  top: Math.min(...group.map(({ top }) => top)),
  right: Math.max(...group.map(({ right }) => right)),
  bottom: Math.max(...group.map(({ bottom }) => bottom)),
});

/** Joins groups whose bounds come within the given distances, those at least `leastWidth` wide. */
function joined<Inked extends Bounds>(groups: readonly Inked[][], across: number, down: number, leastWidth: number): Inked[][] {
  const open = groups.map((group) => ({ group: [...group], ...boundsOf(group) })).sort((p, q) => p.top - q.top);
  for (let i = 0; i < open.length; i++) {
    const own = open[i] as (typeof open)[number];
    for (let j = i + 1; j < open.length; j++) {
      const other = open[j] as (typeof open)[number];
      if (Math.min(own.right - own.left, other.right - other.left) < leastWidth) continue;
      const isNear =
        other.left - across <= own.right &&
        own.left - across <= other.right &&
        other.top - down <= own.bottom &&
        own.top - down <= other.bottom;
      if (!isNear) continue;
      own.group.push(...other.group);
      [own.left, own.top] = [Math.min(own.left, other.left), Math.min(own.top, other.top)];
      [own.right, own.bottom] = [Math.max(own.right, other.right), Math.max(own.bottom, other.bottom)];
      open.splice(j, 1);
      j = i; // what was too far may be near now
    }
  }
  return open.map(({ group }) => group);
}

function differenceOf(group: readonly Suspect[], pxPerMm: number): Difference {
  return {
    kind: kindOf(group),
    strength: Math.max(...group.map(({ strength }) => strength)),
    certainty: group.some(({ certainty }) => certainty === 'sure') ? 'sure' : 'unsure',
    ...(group.every(({ under }) => under === 'finger') ? { under: 'finger' as const } : {}),
    ...boxOf(boundsOf(group), pxPerMm),
  };
}

/** In millimetres. */
export const boxOf = ({ left, top, right, bottom }: Bounds, pxPerMm: number): Box => ({
  leftMm: left / pxPerMm,
  topMm: top / pxPerMm,
  widthMm: (right - left) / pxPerMm,
  heightMm: (bottom - top) / pxPerMm,
});

/** What most of its area is; a character cut through by a cover is changed, the paragraph under it is missing. */
function kindOf(group: readonly Suspect[]): Difference['kind'] {
  const areas = { changed: 0, missing: 0, extra: 0 };
  for (const { kind, left, top, right, bottom } of group) areas[kind] += (right - left) * (bottom - top);
  if (areas.missing > areas.changed + areas.extra) return 'missing';
  return areas.extra > areas.changed + areas.missing ? 'extra' : 'changed';
}
