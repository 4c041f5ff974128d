import type { Plane } from '../capture/image.ts';
import type { AlignedSheet } from '../find/aligned-sheet.ts';
import type { Box } from '../paper.ts';
import { readApproved } from './approved-window.ts';
import { engine } from './engine.ts';
import { judgeWindow, type WindowVote } from './judge-window.ts';
import type { PageCharacter, PageLine } from './page-text.ts';
import { windowsOf } from './windows.ts';

/** Reads windows of one aligned sheet, each at most once, and counts what that cost. */
export interface Reader {
  /** All windows of the text layer. */
  readonly windows: readonly PageLine[];
  /** Those that have characters in a place: of the text layer, else read from the approved page as drawn. */
  windowsAt(place: Box): Promise<readonly PageLine[]>;
  /** `both`: the approved page too. */
  judge(window: PageLine, both?: boolean): Promise<WindowVote | null>;
  /** Characters read so far. */
  readonly spent: number;
}

const COST_OF_BOTH = 2;

export async function openReader(aligned: AlignedSheet, print: Plane, lines: readonly PageLine[]): Promise<Reader> {
  const { alphabet } = await engine();
  const isReadable = ({ text }: PageCharacter): boolean => (alphabet.classOf(text) ?? 0) > 0;
  const windows = lines.flatMap((line) => windowsOf(line, isReadable));
  const drawn: PageLine[] = [];
  const judged = new Map<PageLine, WindowVote | null>();
  let spent = 0;
  return {
    windows,
    windowsAt: async (place) => {
      const known = [...windows, ...drawn].filter((window) => window.some((character) => lieTogether(place, character)));
      if (known.length > 0) return known;
      const read = windowsOf(await readApproved(aligned, place), isReadable);
      drawn.push(...read);
      spent += read.flat().length;
      return read.filter((window) => window.some((character) => lieTogether(place, character)));
    },
    judge: async (window, both = false) => {
      const known = judged.get(window);
      if (known !== undefined) return known;
      const vote = await judgeWindow(aligned, print, window, both);
      spent += window.length * (both ? COST_OF_BOTH : 1);
      judged.set(window, vote);
      return vote;
    },
    get spent() {
      return spent;
    },
  };
}

/** Whether a place takes in a good part of a character, or lies inside it. */
export function lieTogether(place: Box, character: Box): boolean {
  const across = overlap(place.leftMm, place.widthMm, character.leftMm, character.widthMm);
  const down = overlap(place.topMm, place.heightMm, character.topMm, character.heightMm);
  const isWide = across > 0.4 * Math.min(character.widthMm, place.widthMm);
  return isWide && down > 0.4 * Math.min(character.heightMm, place.heightMm);
}

const overlap = (a: number, aLength: number, b: number, bLength: number): number => Math.min(a + aLength, b + bLength) - Math.max(a, b);
