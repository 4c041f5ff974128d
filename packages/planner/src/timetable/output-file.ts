/** One file to be written; the name may hold folders, with slashes. */
export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const utf8 = new TextEncoder();

export const textFile = (name: string, text: string): OutputFile => ({ name, bytes: utf8.encode(text) });

const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu;

/** A county's word as part of a file's name, on every system: no separators, no reserved characters, not too long. */
export function fileNameOf(word: string): string {
  const plain = [...word.replaceAll(NOT_IN_NAMES, '-')].slice(0, 40).join('');
  return plain.replace(/^[\s.]+|[\s.]+$/g, '') || '-';
}
