/** Characters that print alike in many fonts, so that reading one for the other says nothing. */
const ALIKE = [
  '0Oo〇○',
  '1lI|丨',
  'cC',
  'kK',
  'pP',
  'sS',
  'uU',
  'vV',
  'wW',
  'xX×',
  'zZ',
  '-—–－一',
  '。.·•',
  '、,',
  '"“”',
  "'‘’`",
  '—_',
  '¥￥',
];

const groups = new Map<string, ReadonlySet<string>>();
for (const alike of ALIKE) for (const one of alike) groups.set(one, new Set([...(groups.get(one) ?? []), ...alike]));

export const areTwins = (one: string, other: string): boolean => groups.get(one)?.has(other) ?? false;
