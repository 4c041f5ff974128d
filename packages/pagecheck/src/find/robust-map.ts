import { fitHomography, type Homography, type Match, project } from './homography.ts';

const TRIES = 150;

/**
 * The projective map that most matches agree on, whatever the rest says: four at a time, then a least-squares fit to all that agree.
 * `tolerance` is in the unit of `to`. Null when fewer than `least` agree. The same matches give the same map.
 */
export function robustMap(matches: readonly Match[], tolerance: number, least: number): Homography | null {
  if (matches.length < Math.max(4, least)) return null;
  let best: readonly Match[] = [];
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % matches.length;
  };
  for (let i = 0; i < TRIES && best.length < matches.length * 0.95; i++) {
    const four = [next(), next(), next(), next()].map((at) => matches[at] as Match);
    const map = fitHomography(four);
    const agreeing = map ? agreeingWith(map, matches, tolerance) : [];
    if (agreeing.length > best.length) best = agreeing;
  }
  for (let i = 0; i < 2; i++) {
    const map = fitHomography(best);
    if (!map) return null;
    const agreeing = agreeingWith(map, matches, tolerance);
    if (agreeing.length < best.length) break;
    best = agreeing;
  }
  return best.length < least ? null : fitHomography(best);
}

const agreeingWith = (map: Homography, matches: readonly Match[], tolerance: number): readonly Match[] =>
  matches.filter(({ from, to }) => {
    const at = project(map, from);
    return Math.abs(at.x - to.x) < tolerance && Math.abs(at.y - to.y) < tolerance;
  });
