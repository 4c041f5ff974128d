/** Class of a step at which no character ends: CTC's blank. */
export const BLANK = 0;

/**
 * The classes of the network, with those taken together that people do not tell apart and the network mixes up: full-width letters,
 * digits and punctuation (U+FF01–FF5E) with their plain forms, and spaces with nothing at all.
 */
export interface Alphabet {
  readonly size: number;
  /** Null for a character that the network does not know. A space is BLANK. */
  classOf(character: string): number | null;
  /** The plain form. Empty for BLANK. */
  characterOf(classNumber: number): string;
  /** Adds the probabilities of classes that are taken together, in place: rows of `size`. */
  fold(probabilities: Float32Array): void;
}

/** A character's plain form. */
function plain(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
  return /^\s$/u.test(character) ? '' : character;
}

export function alphabetOf(characters: readonly string[]): Alphabet {
  const classes = new Map<string, number>([['', BLANK]]);
  const folds: [from: number, to: number][] = [];
  // Plain forms first, so that the others find them whatever their order in the file.
  const order = characters.map((_, at) => at).sort((p, q) => Number(isPlain(characters[q])) - Number(isPlain(characters[p])) || p - q);
  for (const at of order) {
    const character = plain(characters[at] ?? '');
    const known = classes.get(character);
    if (known === undefined) classes.set(character, at);
    else if (known !== at) folds.push([at, known]);
  }
  const size = characters.length;
  return {
    size,
    classOf: (character) => classes.get(plain(character)) ?? null,
    characterOf: (at) => plain(characters[at] ?? ''),
    fold: (probabilities) => {
      for (let row = 0; row < probabilities.length; row += size) {
        for (const [from, to] of folds) {
          probabilities[row + to] = (probabilities[row + to] as number) + (probabilities[row + from] as number);
          probabilities[row + from] = 0;
        }
      }
    },
  };
}

const isPlain = (character = ''): boolean => plain(character) === character;
