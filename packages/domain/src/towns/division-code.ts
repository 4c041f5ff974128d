/** Levels of a 12-digit statistical division code: 2 + 2 + 2 + 3 + 3 digits. */
export type DivisionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village';

const LEVELS: readonly (readonly [DivisionLevel, number])[] = [
  ['province', 2],
  ['prefecture', 4],
  ['county', 6],
  ['township', 9],
  ['village', 12],
];

/** The level that a code's trailing zeros tell, or null when it is no division code. */
export function levelOf(code: string): DivisionLevel | null {
  if (!/^[1-9]\d{11}$/.test(code)) return null;
  const significant = LEVELS.find(([, digits]) => /^0*$/.test(code.slice(digits)));
  return significant ? significant[0] : null;
}

/** Whether `code` is `ancestor` or lies below it. */
export function isWithin(code: string, ancestor: string): boolean {
  const level = levelOf(ancestor);
  const digits = LEVELS.find(([name]) => name === level)?.[1] ?? 12;
  return code.startsWith(ancestor.slice(0, digits));
}
