import { widthOf } from './fonts.ts';
import { type Face, PT_MM, type Rule, type Run } from './form.ts';

export interface Style {
  readonly sizePt: number;
  readonly face: Face;
  readonly isRed?: boolean;
}

/** May not begin a line; hung onto the end of the one before. */
const NEVER_FIRST = new Set('，。、；：！？）》”');

/** Sets text on a page, line after line, and remembers which runs belong together. */
export class Setter {
  readonly runs: Run[] = [];
  readonly rules: Rule[] = [];
  readonly blocks: number[][] = [];

  /** One run at a place; gives the x where it ends. */
  put(text: string, xMm: number, yMm: number, style: Style): number {
    this.runs.push({ text, xMm, yMm, ...style });
    return xMm + this.width(text, style);
  }

  centred(text: string, yMm: number, style: Style, middleMm = 105): void {
    this.put(text, middleMm - this.width(text, style) / 2, yMm, style);
  }

  rightAligned(text: string, rightMm: number, yMm: number, style: Style): void {
    this.put(text, rightMm - this.width(text, style), yMm, style);
  }

  /** A paragraph, two characters indented; gives the baseline after its last line. */
  paragraph(
    text: string,
    area: { leftMm: number; rightMm: number; yMm: number; leading: number; indentEm?: number },
    style: Style,
  ): number {
    const em = style.sizePt * PT_MM;
    const block: number[] = [];
    let [line, y, x] = ['', area.yMm, area.leftMm + em * (area.indentEm ?? 2)];
    const flush = (): void => {
      block.push(this.runs.length);
      this.put(line, x, y, style);
      y += em * area.leading;
      [line, x] = ['', area.leftMm];
    };
    for (const character of text) {
      const isFull = x + this.width(line + character, style) > area.rightMm;
      if (isFull && !NEVER_FIRST.has(character)) flush();
      line += character;
    }
    if (line !== '') flush();
    this.blocks.push(block);
    return y;
  }

  /** What is put inside belongs together. */
  block(put: () => void): void {
    const from = this.runs.length;
    put();
    this.blocks.push(Array.from({ length: this.runs.length - from }, (_, i) => from + i));
  }

  line(fromX: number, fromY: number, toX: number, toY: number, widthMm = 0.2, isRed = false): void {
    this.rules.push({ fromMm: [fromX, fromY], toMm: [toX, toY], widthMm, isRed });
  }

  width(text: string, { sizePt, face }: Style): number {
    return widthOf(face, text) * sizePt * PT_MM;
  }
}
