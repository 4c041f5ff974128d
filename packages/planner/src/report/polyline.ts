import type { Grid } from '../timetable/simplify.ts';

/** Differences in zigzag form, five bits a character from `?` on, as in Google's encoded polylines (longitude first here). */
export function encodeLine(line: readonly Grid[]): string {
  let text = '';
  let [lastX, lastY] = [0, 0];
  const add = (difference: number): void => {
    let rest = difference < 0 ? ~(difference << 1) : difference << 1;
    for (; rest >= 0x20; rest >>>= 5) text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
    text += String.fromCharCode(rest + 63);
  };
  for (const [x, y] of line) {
    add(x - lastX);
    add(y - lastY);
    [lastX, lastY] = [x, y];
  }
  return text;
}
