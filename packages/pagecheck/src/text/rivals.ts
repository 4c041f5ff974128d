import { BLANK } from './alphabet.ts';
import { LEAST, type Steps } from './ctc.ts';

/** A class that no step gives more than this cannot be what a strip says. */
const POSSIBLE = 1e-4;

/**
 * For one character of a text: what else could stand in its place, and the log-odds of that against the character itself (above 0: the
 * steps rather say the other). Under BLANK: nothing stands there. The rest of the text is held fast, so that what is cut off at a
 * strip's ends does not count. One pass for all: every alignment is one of what stands before, a run of the class, and one of what follows.
 */
export function rivalsOf(steps: Steps, wanted: readonly number[]): (at: number) => ReadonlyMap<number, number> {
  const { rows, classes, columnOf } = reduced(steps, wanted);
  const text = wanted.map((x) => columnOf.get(x) as number);
  const { count } = steps;
  return (at) => {
    const before = endings(rows, text.slice(0, at));
    const after = endings(rows.toReversed(), text.slice(at + 1).reverse());
    const own = text[at] as number;
    const totals = classes.map((_, x) => {
      if (x === BLANK) return 0;
      // Beside its own like a character needs a blank between.
      const reaches = x === text[at - 1] ? before.blank : before.any;
      const follows = x === text[at + 1] ? after.blank : after.any;
      let [run, total] = [0, 0];
      for (let step = 0; step < count; step++) {
        run = ((rows[step] as Float64Array)[x] as number) * ((reaches[step] as number) + run);
        total += run * (follows[count - step - 1] as number);
      }
      return total;
    });
    totals[BLANK] = endings(rows, text.toSpliced(at, 1)).any[count] as number;
    const odds = (x: number): number => Math.log((totals[x] as number) / (totals[own] as number));
    return new Map(classes.flatMap((x, column) => (column === own ? [] : [[x, odds(column)] as const])));
  };
}

/**
 * The steps with the classes that matter alone, the blank first, and probabilities against the highest of their step: so that products
 * neither vanish nor need logarithms.
 */
function reduced({ count, classes: size, probabilities }: Steps, wanted: readonly number[]) {
  const kept = new Set([BLANK, ...wanted]);
  for (let i = 0; i < probabilities.length; i++) if ((probabilities[i] as number) > POSSIBLE) kept.add(i % size);
  const classes = [...kept];
  const rows = Array.from({ length: count }, (_, step) => {
    const row = Float64Array.from(classes, (x) => Math.max(LEAST, probabilities[step * size + x] as number));
    const most = row.reduce((p, q) => Math.max(p, q));
    return row.map((value) => value / most);
  });
  return { rows, classes, columnOf: new Map(classes.map((x, column) => [x, column])) };
}

/** After 0, 1, … steps: how probable it is that they say the text, and that they end in a blank besides. */
function endings(rows: readonly Float64Array[], text: readonly number[]) {
  const states = text.length * 2 + 1;
  const [any, blank] = [new Float64Array(rows.length + 1), new Float64Array(rows.length + 1)];
  let alpha = new Float64Array(states);
  if (text.length === 0) any[0] = blank[0] = 1;
  rows.forEach((row, n) => {
    const next = new Float64Array(states);
    for (let state = 0; state < states; state++) {
      const x = state % 2 === 0 ? BLANK : (text[state >> 1] as number);
      let reach = n === 0 ? Number(state < 2) : (alpha[state] as number);
      if (n > 0 && state > 0) reach += alpha[state - 1] as number;
      // A character may follow another without a blank between them, unless they are the same.
      if (n > 0 && state > 2 && state % 2 === 1 && x !== text[(state >> 1) - 1]) reach += alpha[state - 2] as number;
      next[state] = reach * (row[x] as number);
    }
    alpha = next;
    blank[n + 1] = alpha[states - 1] as number;
    any[n + 1] = (alpha[states - 1] as number) + (states > 1 ? (alpha[states - 2] as number) : 0);
  });
  return { any, blank };
}
