/** A repeatable source of chance. The same seed gives the same stream on every machine. */
export interface Chance {
  /** In [0, 1). */
  (): number;
  between(least: number, most: number): number;
  /** Whole numbers from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** About a bell curve of mean 0 and standard deviation 1. */
  bell(): number;
  pick<T>(from: readonly T[]): T;
  /** True in this share of the asks. */
  chance(share: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
  /** Another stream that does not move when more is drawn from this one. */
  branch(name: string): Chance;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over the text, so that every name has a stream of its own. */
function hashOf(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/** Marsaglia's xorwow over four words that splitmix fills: fast, and long enough for noise on a hundred million pixels. */
export function chanceOf(name: string): Chance {
  let fill = hashOf(name);
  const word = (): number => {
    fill = (fill + 0x9e3779b9) | 0;
    let z = Math.imul(fill ^ (fill >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) | 1;
  };
  let [x, y, z, w, v, d] = [word(), word(), word(), word(), word(), word()];
  const next = (): number => {
    const t = x ^ (x >>> 2);
    x = y;
    y = z;
    z = w;
    w = v;
    v = v ^ (v << 4) ^ (t ^ (t << 1));
    d = (d + 362437) | 0;
    return ((d + v) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return Object.assign(next, {
    between: (least: number, most: number) => least + next() * (most - least),
    whole,
    bell: () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
    pick: <T>(from: readonly T[]): T => from[whole(0, from.length - 1)] as T,
    chance: (share: number) => next() < share,
    shuffled: <T>(list: readonly T[]): T[] => {
      const mixed = [...list];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = whole(0, i);
        [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
      }
      return mixed;
    },
    branch: (more: string) => chanceOf(`${name}/${more}`),
  });
}
