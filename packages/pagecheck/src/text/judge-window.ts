import type { Plane } from '../capture/image.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box } from '../paper.ts';
import { BLANK } from './alphabet.ts';
import { lineStrip } from './line-strip.ts';
import type { PageCharacter } from './page-text.ts';
import { type Reading, recognise } from './recognise.ts';
import { rivalsOf } from './rivals.ts';
import { areTwins } from './twins.ts';

/** What reading says of one approved character on the sheet. Natural logarithms of odds. */
export interface CharacterVote {
  readonly character: PageCharacter;
  /** How much rather the sheet says another character, beyond what the approved page itself, read alike, would say of that. Below 0: rather the approved. */
  readonly doubt: number;
  /** The other character; empty where nothing stands. */
  readonly seen: string;
  /** How much rather the approved page itself is read as another character; null where it was not read. */
  readonly habit: number | null;
}

/** A piece of a line as approved and as read on the sheet. */
export interface WindowVote {
  /** One a character, in order. */
  readonly votes: readonly CharacterVote[];
  /** What the sheet says by itself, with the middle of each character on the page. */
  readonly read: readonly { readonly text: string; readonly middleMm: number }[];
}

/** From these odds against a character the approved page is read too, to tell a change from a habit of the reader. */
const LOOK_TWICE = -1.5;

/**
 * Reads a few characters of one line on the sheet (`print`: in red, without the seals' ink); on the approved page too when `both`, or where the sheet says otherwise. Null when the
 * network does not know one of them.
 */
export async function judgeWindow(
  { approved: { red: page }, pxPerMm }: AlignedSheet,
  print: Plane,
  characters: readonly PageCharacter[],
  both: boolean,
): Promise<WindowVote | null> {
  const place = around(characters);
  const { strip, leftMm } = lineStrip(print, pxPerMm, place);
  const seen = await recognise(strip);
  const classes = classesOf(seen, characters);
  if (!classes) return null;
  const odds = rivalsOf(seen.steps, classes);
  const first = characters.map((character, at) => strongest(seen, character, odds(at), null));
  const read = seen.characters.map(({ text, fromPx, toPx }) => ({ text, middleMm: leftMm + (fromPx + toPx) / 2 / pxPerMm }));
  if (!both && first.every(({ doubt }) => doubt < LOOK_TWICE)) return { votes: first, read };
  const approved = await recognise(lineStrip(page, pxPerMm, place).strip);
  const habits = rivalsOf(approved.steps, classes);
  return { votes: characters.map((character, at) => strongest(seen, character, odds(at), habits(at))), read };
}

/** Null when one of them is not known, or is no print that could be read. */
function classesOf({ alphabet }: Reading, characters: readonly PageCharacter[]): number[] | null {
  const classes: number[] = [];
  for (const { text } of characters) {
    const classNumber = alphabet.classOf(text);
    if (classNumber === null || classNumber === BLANK) return null;
    classes.push(classNumber);
  }
  return classes;
}

function strongest(
  { alphabet }: Reading,
  character: PageCharacter,
  odds: ReadonlyMap<number, number>,
  habits: ReadonlyMap<number, number> | null,
): CharacterVote {
  let [doubt, seen] = [Number.NEGATIVE_INFINITY, BLANK];
  for (const [x, here] of odds) {
    if (Number.isNaN(here) || areTwins(character.text, alphabet.characterOf(x))) continue;
    const beyond = habits ? Math.min(here, here - (habits.get(x) ?? Number.NEGATIVE_INFINITY)) : here;
    if (beyond > doubt) [doubt, seen] = [beyond, x];
  }
  return { character, doubt, seen: alphabet.characterOf(seen), habit: habits && Math.max(...habits.values()) };
}

/** The box around boxes. */
function around(boxes: readonly Box[]): Box {
  const leftMm = Math.min(...boxes.map((box) => box.leftMm));
  const topMm = Math.min(...boxes.map((box) => box.topMm));
  const widthMm = Math.max(...boxes.map((box) => box.leftMm + box.widthMm)) - leftMm;
  const heightMm = Math.max(...boxes.map((box) => box.topMm + box.heightMm)) - topMm;
  return { leftMm, topMm, widthMm, heightMm };
}
