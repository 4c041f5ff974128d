/**
 * A minimal set out of `candidates` that is in conflict together with `background` (QuickXplain, Junker 2004). `isMet` tells whether all
 * of a list can be met; the whole list must not be. Members that come first are rather kept.
 */
export function quickXplain<T>(background: readonly T[], candidates: readonly T[], isMet: (all: readonly T[]) => boolean): readonly T[] {
  const explain = (base: readonly T[], hasGrown: boolean, rest: readonly T[]): readonly T[] => {
    if (hasGrown && !isMet(base)) return [];
    if (rest.length === 1) return rest;
    const half = Math.ceil(rest.length / 2);
    const [first, second] = [rest.slice(0, half), rest.slice(half)];
    const later = explain([...base, ...first], true, second);
    const earlier = explain([...base, ...later], later.length > 0, first);
    return [...earlier, ...later];
  };
  // Where the background alone cannot be met, nothing of the candidates is needed.
  return candidates.length === 0 || !isMet(background) ? [] : explain(background, false, candidates);
}

/** Leaves members out one by one as long as what is left is still in conflict, until each was shown to be needed: deletion filtering (Chinneck 1991). */
export function filterByDeletion<T>(members: readonly T[], isMet: (all: readonly T[]) => boolean): readonly T[] {
  let left = members;
  for (const member of members) {
    const others = left.filter((it) => it !== member);
    if (!isMet(others)) left = others;
  }
  return left;
}
