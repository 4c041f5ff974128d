/** One file to be written; the name may hold folders, with slashes. */
export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const utf8 = new TextEncoder();

export const textFile = (name: string, text: string): OutputFile => ({ name, bytes: utf8.encode(text) });

const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu;

/** Of a name's 255 on most systems; two words, a number and an ending have to go in. */
const MOST_OCTETS = 115;

/** A county's word as part of a file's name, on every system: no separators, no reserved characters, not too long. */
function fileNameOf(word: string): string {
  const characters = [...word.toWellFormed().replaceAll(NOT_IN_NAMES, '-')].slice(0, 40);
  while (utf8.encode(characters.join('')).length > MOST_OCTETS) characters.pop();
  const plain = characters.join('');
  return plain.replace(/^[\s.]+|[\s.]+$/g, '') || '-';
}

/** Names like `溪口村-331127100201` by id, no two alike, also where capitals are not told apart. */
export function fileNamesOf(things: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    things.map(({ id, name }) => {
      const plain = `${fileNameOf(name)}-${fileNameOf(id)}`;
      let free = plain;
      for (let next = 2; taken.has(free.toLowerCase()); next++) free = `${plain}~${next}`;
      taken.add(free.toLowerCase());
      return [id, free];
    }),
  );
}
