import type { Plane } from '../capture/image.ts';
import type { CellScore } from '../compare/cell-scores.ts';
import type { Difference, DifferencePart } from '../compare/difference.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box } from '../paper.ts';
import type { CharacterVote, WindowVote } from './judge-window.ts';
import type { PageLine } from './page-text.ts';
import { lieTogether, openReader, type Reader } from './reader.ts';
import { isStamped } from './stamped.ts';

export interface VoteInput {
  readonly aligned: AlignedSheet;
  /** What of it is read: red, without the seals' ink. */
  readonly print: Plane;
  /** The approved page's text layer; empty when it has none. */
  readonly lines: readonly PageLine[];
  readonly differences: readonly Difference[];
  /** What they were joined from. */
  readonly parts: readonly DifferencePart[];
  /** How unlike the approved print every cell is: the more, the sooner it is read. */
  readonly cells: readonly CellScore[];
}

/**
 * Doubt (log-odds) from which a place that the ink took for the same is held. Set on even seeds of `npm run bench:pagecheck`: one-stroke
 * changes had doubts from 3.6 up but for those of BLIND; unaltered characters that the ink suspects at all up to 1.4. Every altered cell scored above 1.
 */
const HOLD = 2.5;
/** Doubt from which a place that the ink left unsure is surely another character. */
const SURE = 4;
/** Both, where seal ink lies on the character. */
const STAMPED = 6;
/** So strongly must the text agree to take back what the ink was unsure of, and so weak must that have been. */
const AGREES = -3.5;
const WEAK = 0.6;
/** Characters that one page may have read, some 5.5 ms of CPU each: what the time budget leaves. */
const MOST_READ = 140;
/** A cell that is less unlike the approved print than this is not read: the ink has no doubt, and the reader has its own. */
const SUSPICIOUS = 0.65;
/** Digits, amounts and their points are read from a little less on. */
const FIGURE = /[\d.,%¥￥零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分]/u;
const FIGURE_WORTH = 0.15;
/** The reader takes one of these for the other by habit: that it agrees says nothing. */
const BLIND = /[日曰。．.一]/u;
/** Sure differences that get words: the sheet is stopped by any of them. */
const MOST_SURE = 6;
/** A larger difference than this many characters is told by its box alone. */
const MOST_WORDS = 12;

/**
 * The second vote: what the ink found or suspects is read on the sheet and, where that says otherwise, on the approved page. Gives the
 * differences anew: with words where there are any, sure where the text disagrees, without those of weak ink where it agrees.
 */
export async function vote({ aligned, print, lines, differences, parts, cells }: VoteInput): Promise<readonly Difference[]> {
  const reader = await openReader(aligned, print, lines);
  const voted: Difference[] = [];
  const unsureFirst = [...differences].sort(
    (p, q) => Number(p.certainty === 'sure') - Number(q.certainty === 'sure') || q.strength - p.strength,
  );
  let sure = 0;
  for (const difference of unsureFirst) {
    const isRead = reader.spent < MOST_READ && (difference.certainty === 'unsure' || sure++ < MOST_SURE);
    const decided = isRead ? await reconsider(reader, difference, parts, aligned) : difference;
    if (decided) voted.push(decided);
  }
  for (const doubted of await readOn(reader, cells, aligned)) {
    if (!voted.some((difference) => lieTogether(difference, doubted.character))) voted.push(asDifference(doubted));
  }
  return voted.sort((p, q) => q.strength - p.strength);
}

/** Null when it is none after all. */
async function reconsider(
  reader: Reader,
  difference: Difference,
  parts: readonly DifferencePart[],
  aligned: AlignedSheet,
): Promise<Difference | null> {
  if (difference.kind === 'extra' || difference.under) return difference;
  const windows = await reader.windowsAt(difference);
  const characters = windows.flat().filter((character) => lieTogether(difference, character));
  if (characters.length === 0 || characters.length > MOST_WORDS) return difference;
  const judged: WindowVote[] = [];
  for (const window of windows) judged.push(...[await reader.judge(window, true)].filter((it) => it !== null));
  const votes = judged.flatMap((it) => it.votes).filter(({ character }) => characters.includes(character));
  if (votes.length < characters.length) return difference;
  const doubt = Math.max(...votes.map((it) => it.doubt));
  if (doubt > HOLD) {
    const certainty = doubt > (isStamped(aligned, difference) ? STAMPED : SURE) ? 'sure' : difference.certainty;
    return { ...difference, certainty, text: words(difference, judged, votes) };
  }
  // A text layer may say what the page does not show: only what the approved page is read as, too, is the approved text.
  const agrees = doubt < AGREES && votes.every(({ habit, character }) => habit !== null && habit < AGREES && !BLIND.test(character.text));
  // Characters that are as approved clear neither the blot beside them nor what cannot be read.
  const isAllRead = parts.every((part) => !isInside(part, difference) || (part.kind !== 'extra' && isRead(part, characters)));
  const isTakenBack = agrees && isAllRead && difference.certainty === 'unsure' && difference.strength < WEAK;
  return isTakenBack ? null : difference;
}

const isRead = (part: Box, characters: readonly Box[]): boolean => characters.some((character) => lieTogether(part, character));

const isInside = (part: Box, { leftMm, topMm, widthMm, heightMm }: Box): boolean =>
  part.leftMm < leftMm + widthMm &&
  part.topMm < topMm + heightMm &&
  part.leftMm + part.widthMm > leftMm &&
  part.topMm + part.heightMm > topMm;

/** What was approved there, and what is read. */
function words(place: Box, judged: readonly WindowVote[], votes: readonly CharacterVote[]): { approved: string; seen: string } {
  const approved = votes.map(({ character }) => character.text).join('');
  const [doubted, ...others] = votes.filter(({ doubt }) => doubt > HOLD);
  if (doubted && others.length === 0) return { approved, seen: votes.map((it) => (it === doubted ? it.seen : it.character.text)).join('') };
  const read = judged.flatMap((it) => it.read).filter(({ middleMm }) => middleMm > place.leftMm && middleMm < place.leftMm + place.widthMm);
  return { approved, seen: read.map(({ text }) => text).join('') };
}

/** Reads the places most worth it, until the budget is spent. What is said to be missing there does not count: the ink knows better. */
async function readOn(reader: Reader, cells: readonly CellScore[], aligned: AlignedSheet): Promise<readonly CharacterVote[]> {
  const doubted: CharacterVote[] = [];
  for await (const window of worthReading(reader, cells)) {
    const votes = (await reader.judge(window))?.votes ?? [];
    doubted.push(...votes.filter(({ doubt, seen, character }) => seen !== '' && doubt > (isStamped(aligned, character) ? STAMPED : HOLD)));
    if (reader.spent >= MOST_READ) break;
  }
  return doubted;
}

/** Windows with suspicious cells, those first: the text layer's; on a page without one, what is around the cells. */
async function* worthReading(reader: Reader, cells: readonly CellScore[]): AsyncGenerator<PageLine> {
  const first = cells.filter(({ score }) => score > SUSPICIOUS - FIGURE_WORTH).sort((p, q) => q.score - p.score);
  if (reader.windows.length === 0) {
    for (const cell of first) if (cell.score > SUSPICIOUS) yield* await reader.windowsAt(cell);
    return;
  }
  const scoreAt = (character: Box): number => first.find((cell) => lieTogether(cell, character))?.score ?? 0;
  const worth = (window: PageLine): number =>
    Math.max(...window.map((character) => scoreAt(character) + (FIGURE.test(character.text) ? FIGURE_WORTH : 0)));
  const queue = reader.windows.map((window) => ({ window, worth: worth(window) })).filter((it) => it.worth > SUSPICIOUS);
  for (const { window } of queue.sort((p, q) => q.worth - p.worth)) yield window;
}

const asDifference = ({ character, doubt, seen }: CharacterVote): Difference => ({
  leftMm: character.leftMm,
  topMm: character.topMm,
  widthMm: character.widthMm,
  heightMm: character.heightMm,
  kind: 'changed',
  strength: 1 / (1 + Math.exp(-doubt)),
  certainty: 'unsure',
  text: { approved: character.text, seen },
});
