/**
 * What a person typed, pasted or scanned, as the code that `/v/:code` takes; null when it can be none.
 * Takes a whole link, a page code, or a record number as people write it: spaces, any dashes, full-width, any case.
 */
export function recordCodeOf(entered: string): string | null {
  const plain = entered.normalize('NFKC').trim();
  const linked = /\/v\/([A-Za-z0-9_-]{8,400})(?:[/?#]|$)/.exec(plain)?.[1];
  if (linked) return linked;
  if (/^[A-Za-z0-9_-]{100,400}$/.test(plain)) return plain;
  const number = plain
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  if (!/^[0-9A-Z]{8,26}$/.test(number)) return null;
  return number.length === 8 ? `${number.slice(0, 4)}-${number.slice(4)}` : number.toLowerCase();
}
