import type { Alteration } from '../../corpus/alter/alteration.ts';
import type { Taken } from '../../corpus/pictures.ts';
import { type Box, type Difference, decideSheet, type SheetReport } from '../../src/mod.ts';
import type { Figures } from './rates.ts';

/** A box may miss the ink by so much. */
const SLACK_MM = 1;
/** A difference whose middle is farther off points at something else, however large its box. */
const MOST_OFF_MM = 20;

const middle = (box: Box): [number, number] => [box.leftMm + box.widthMm / 2, box.topMm + box.heightMm / 2];

/** Whether a difference points at an alteration. */
function hits(difference: Box, box: Box): boolean {
  const apart = (a: number, aLong: number, b: number, bLong: number): number => Math.max(a - (b + bLong), b - (a + aLong));
  if (apart(difference.leftMm, difference.widthMm, box.leftMm, box.widthMm) > SLACK_MM) return false;
  if (apart(difference.topMm, difference.heightMm, box.topMm, box.heightMm) > SLACK_MM) return false;
  const [[x0, y0], [x1, y1]] = [middle(difference), middle(box)];
  return Math.max(Math.abs(x0 - x1) - box.widthMm / 2, Math.abs(y0 - y1) - box.heightMm / 2) < MOST_OFF_MM;
}

export type Sight = 'found' | 'held' | 'missed';

/** sure somewhere on it: found. Only unsure: held. */
function sightOf({ box }: Alteration, differences: readonly Difference[]): Sight {
  const there = differences.filter((difference) => hits(difference, box));
  if (there.some(({ certainty }) => certainty === 'sure')) return 'found';
  return there.length > 0 ? 'held' : 'missed';
}

const SINGLE = new Set(['digit', 'character', 'twin']);

/** Counts one picture of a page. Gives what went wrong, in words; empty when nothing did. */
export function scorePage(figures: Figures, { capture, truth }: Taken, report: SheetReport): string[] {
  const { what, alterations } = truth;
  const { verdict } = decideSheet(report, 'ask');
  const isFound = report.found === 'page' && report.code === 'expected';
  if (alterations.length === 0) return scoreUnaltered(figures, capture, what, isFound, verdict, report);
  const kind = alterations[0]?.kind ?? '';
  const wrong: string[] = [];
  if (!SINGLE.has(kind)) {
    figures.rate(`${capture} ${what}: stopped`, verdict === 'stop');
    figures.rate(`${capture} ${what}: stopped or held`, verdict !== 'go');
    return verdict === 'stop' ? [] : [`${what} ${verdict}`];
  }
  figures.rate(`${capture} altered in single characters: found as this page`, isFound);
  if (!isFound) return [`${what}: ${report.found}, code ${report.code}`];
  for (const alteration of alterations) {
    const sight = sightOf(alteration, report.differences);
    const group = alteration.kind === 'twin' ? 'twin' : 'digit or character';
    for (const size of [`${alteration.sizePt} pt`, 'all sizes', ...(alteration.sizePt >= 10.5 ? ['from 10.5 pt'] : [])]) {
      figures.rate(`${capture} ${group}, ${size}: found`, sight === 'found');
      figures.rate(`${capture} ${group}, ${size}: found or held`, sight !== 'missed');
    }
    if (sight === 'missed') wrong.push(`${alteration.kind} ${alteration.from}→${alteration.to} ${alteration.sizePt} pt missed`);
  }
  const strays = report.differences.filter((difference) => !alterations.some(({ box }) => hits(difference, box)));
  figures.rate(
    `${capture} altered in single characters: stray alarm`,
    strays.some(({ certainty }) => certainty === 'sure'),
  );
  return wrong;
}

function scoreUnaltered(
  figures: Figures,
  capture: string,
  what: string,
  isFound: boolean,
  verdict: 'go' | 'ask' | 'stop',
  report: SheetReport,
): string[] {
  for (const group of [what, 'all']) {
    figures.rate(`${capture} unaltered, ${group}: lost`, !isFound);
    figures.rate(`${capture} unaltered, ${group}: false alarm`, isFound && verdict === 'stop');
    figures.rate(`${capture} unaltered, ${group}: needless hold`, isFound && verdict === 'ask');
  }
  return verdict === 'go' ? [] : [`unaltered ${verdict}: ${report.found}, code ${report.code}`];
}
