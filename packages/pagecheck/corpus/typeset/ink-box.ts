import { extentOf, widthOf } from './fonts.ts';
import { type Box, PT_MM, type Run } from './form.ts';

/** Where the ink of one character of a run lies, or of `instead` in its place. */
export function inkBox(run: Run, index: number, instead?: string): Box {
  const characters = [...run.text];
  const em = run.sizePt * PT_MM;
  const x = run.xMm + widthOf(run.face, characters.slice(0, index).join('')) * em;
  const { left, right, top, bottom } = extentOf(run.face, instead ?? (characters[index] as string));
  return { leftMm: x + left * em, topMm: run.yMm - top * em, widthMm: (right - left) * em, heightMm: (top - bottom) * em };
}
