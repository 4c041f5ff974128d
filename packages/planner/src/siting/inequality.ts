/** How evenly something is spread over people. */
export interface Inequality {
  /** 0 is all alike, towards 1 is all in one hand. */
  readonly gini: number;
  /** From (0, 0) to (1, 1): the part of all that the least favoured part of the people has. */
  readonly lorenz: readonly { readonly people: number; readonly share: number }[];
}

/**
 * Lorenz curve and Gini coefficient of `amounts` (each not below 0, for one person) over places of so many `people`. Places without
 * people count for nothing; when nobody has anything, all are alike.
 */
export function inequalityOf(amounts: ArrayLike<number>, people: readonly number[]): Inequality {
  const order = [...people.keys()].filter((place) => (people[place] as number) > 0);
  order.sort((a, b) => (amounts[a] as number) - (amounts[b] as number) || a - b);
  const heads = order.reduce((sum, place) => sum + (people[place] as number), 0);
  const whole = order.reduce((sum, place) => sum + (people[place] as number) * (amounts[place] as number), 0);
  const lorenz = [{ people: 0, share: 0 }];
  let [counted, held, area] = [0, 0, 0];
  for (const place of order) {
    const before = lorenz.at(-1) as { people: number; share: number };
    counted += people[place] as number;
    held += (people[place] as number) * (amounts[place] as number);
    const next = { people: counted / heads, share: whole === 0 ? counted / heads : held / whole };
    area += ((next.share + before.share) * (next.people - before.people)) / 2;
    lorenz.push(next);
  }
  return { gini: order.length === 0 ? 0 : Math.max(0, 1 - 2 * area), lorenz };
}
