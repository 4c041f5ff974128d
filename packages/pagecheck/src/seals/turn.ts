import { type Polar, TURNS, turnsOf } from './polar.ts';

/** How a face is turned, and whether it was pressed twice with a turn about its own centre between. */
export interface Turn {
  readonly angleDeg: number;
  /** 0 unlike to 1 alike, at that angle. */
  readonly alike: number;
  /** The second press, if the ink looks like two: by how much it is turned, and its part of the ink. */
  readonly again: { readonly byDeg: number; readonly part: number; readonly certainty: 'sure' | 'unsure' } | null;
}

/** Half degrees around the best angle that tell one press from two. */
const AROUND = 36;
/** A second press between these, half degrees: less looks like ink that spread. */
const LEAST_APART = 3;
const MOST_APART = 18;
/** Its part of the ink, at least. A single press fits no second one, or one of less than a sixth that stands for unlike ink. */
const LEAST_PART = 0.19;
/** Two presses leave this much less of the ink unexplained than one. On 80 emulated single presses the most was 0.0044. */
const PERHAPS = 0.0046;
/** And are sure when they explain it this many times better. */
const SURE = 4;

/** Turns the filed face until it lies best on the one seen. */
export function turnOf(filed: Polar, filedOnItself: Float32Array, seen: Polar): Turn {
  const scores = turnsOf(filed, seen);
  let best = 0;
  for (let turn = 1; turn < TURNS; turn++) if ((scores[turn] as number) > (scores[best] as number)) best = turn;
  const at = (turn: number): number => scores[(turn + TURNS) % TURNS] as number;
  const bend = at(best - 1) - 2 * at(best) + at(best + 1);
  const between = bend < 0 ? (0.5 * (at(best - 1) - at(best + 1))) / bend : 0;
  const around = Float64Array.from({ length: 2 * AROUND + 1 }, (_, i) => at(best + i - AROUND));
  return { angleDeg: (best + between) / 2, alike: at(best), again: secondPress(filedOnItself, around) };
}

/**
 * The scores around the best angle are those of the face against itself if it was pressed once, and a sum of two such, shifted, if twice.
 * Least squares over shifts, parts and a little blur.
 */
function secondPress(own: Float32Array, scores: Float64Array): Turn['again'] {
  const total = scores.reduce((sum, score) => sum + score * score, 0);
  let one = total;
  let [two, byHalfDeg, part] = [total, 0, 0];
  for (const blur of [0, 0.5, 1, 1.5]) {
    const shifted = new Map<number, Float64Array>();
    const curve = (shift: number): Float64Array => {
      const found = shifted.get(shift) ?? shiftedBy(own, shift, blur);
      shifted.set(shift, found);
      return found;
    };
    for (let first = -1; first <= 1; first += 0.5) {
      const p = curve(first);
      const [pp, ps] = [product(p, p), product(p, scores)];
      one = Math.min(one, total - (ps * ps) / pp);
      for (let apart = -MOST_APART; apart <= MOST_APART; apart += 0.5) {
        if (Math.abs(apart) < LEAST_APART) continue;
        const q = curve(first + apart);
        const [qq, pq, qs] = [product(q, q), product(p, q), product(q, scores)];
        const det = pp * qq - pq * pq;
        const [a, b] = [(ps * qq - qs * pq) / det, (qs * pp - ps * pq) / det];
        const rest = total - a * ps - b * qs;
        if (a >= 0 && b >= 0 && rest < two) [two, byHalfDeg, part] = [rest, apart, Math.min(a, b) / (a + b)];
      }
    }
  }
  if (part < LEAST_PART || one - two < PERHAPS * total) return null;
  return { byDeg: byHalfDeg / 2, part, certainty: one > SURE * two ? 'sure' : 'unsure' };
}

function shiftedBy(own: Float32Array, shift: number, blur: number): Float64Array {
  const at = (turn: number): number => {
    const low = Math.floor(turn);
    const part = turn - low;
    return (own[(low + TURNS) % TURNS] as number) * (1 - part) + (own[(low + 1 + TURNS) % TURNS] as number) * part;
  };
  return Float64Array.from({ length: 2 * AROUND + 1 }, (_, i) => {
    const turn = i - AROUND - shift;
    return (at(turn - blur) + 2 * at(turn) + at(turn + blur)) / 4;
  });
}

function product(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += (p[i] as number) * (q[i] as number);
  return sum;
}
