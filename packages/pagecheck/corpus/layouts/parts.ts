import type { Chance } from '../chance.ts';
import type { Box, Face, Form } from '../typeset/form.ts';
import type { Setter, Style } from '../typeset/setter.ts';

/** What a layout is given: chance for its words, the body's size and whether it has serifs. */
export interface Order {
  readonly next: Chance;
  readonly sizePt: number;
  readonly isSerif: boolean;
}

/** The margins; the record code's corner begins at 262 mm. */
export const LEFT = 26;
export const RIGHT = 184;
export const BOTTOM = 255;

export const faceOf = ({ isSerif }: Order, isBold = false): Face => `${isSerif ? 'serif' : 'sans'}${isBold ? '-bold' : ''}` as Face;

export const bodyOf = (order: Order): Style => ({ sizePt: order.sizePt, face: faceOf(order) });
export const smallOf = (order: Order): Style => ({ sizePt: 9, face: faceOf(order) });
export const titleOf = (order: Order): Style => ({ sizePt: Math.max(16, order.sizePt + 4), face: faceOf(order, true) });

/** Signature and date at the lower right, with the office's name above the date where the seal goes. */
export function signed(setter: Setter, order: Order, yMm: number, office: string): Pick<Form, 'signature' | 'date' | 'sealAt'> {
  // Larger letters would run from the line into the office's name.
  const style = { ...bodyOf(order), sizePt: Math.min(order.sizePt, 12) };
  const label = setter.put('经办人（签字）：', LEFT, yMm, style);
  setter.line(label, yMm + 1.2, label + 42, yMm + 1.2);
  setter.rightAligned(office, RIGHT - 4, yMm, style);
  const second = yMm + 12;
  const written = setter.put('签字日期：', LEFT, second, style);
  setter.line(written, second + 1.2, written + 42, second + 1.2);
  setter.rightAligned(
    `${order.next.whole(2024, 2026)}年${order.next.whole(1, 12)}月${order.next.whole(1, 28)}日`,
    RIGHT - 10,
    second,
    style,
  );
  return { signature: above(label, yMm), date: above(written, second), sealAt: [RIGHT - 24, yMm + 3] };
}

const above = (leftMm: number, yMm: number): Box => ({ leftMm, topMm: yMm - 9, widthMm: 46, heightMm: 12.5 });

/** Says on each page that nobody on it exists. */
export function foot(setter: Setter, order: Order): void {
  setter.put('【虚构样例】人名、证件号、金额、日期均为编造，仅供测试。', LEFT, 283, smallOf(order));
}

/** What the setter holds, with the blank part between the last line and the foot as the free place. */
export function finished(layout: string, setter: Setter, places: Pick<Form, 'signature' | 'date' | 'sealAt'>, freeTopMm: number): Form {
  const { runs, rules, blocks } = setter;
  const free = { leftMm: LEFT + 4, topMm: freeTopMm, widthMm: 90, heightMm: Math.max(9, 272 - freeTopMm) };
  return { layout, runs, rules, blocks, free, ...places };
}
