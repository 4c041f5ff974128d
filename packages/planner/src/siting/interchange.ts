import { minutesTo, type SitingGround } from './siting.ts';

/** What a place without any open site it can reach counts as: beyond all ways that there are, so that reaching people comes first. */
export function unservedMinutes({ minutes }: SitingGround): number {
  let longest = 0;
  for (const time of minutes) if (time < Infinity) longest = Math.max(longest, time);
  return 2 * longest + 60;
}

/** Person minutes to the nearest open site. */
export function personMinutes(ground: SitingGround, open: readonly number[]): number {
  const unserved = unservedMinutes(ground);
  return ground.people.reduce((sum, people, place) => {
    const nearest = open.reduce((least, site) => Math.min(least, minutesTo(ground, place, site)), unserved);
    return sum + people * nearest;
  }, 0);
}

/**
 * A good choice in no time: sites one by one where they help most, then swapped while that helps (vertex interchange, Teitz and
 * Bart 1968). It is where the exact search begins, and the answer if that has no time.
 */
export function interchange(ground: SitingGround, sites: number): readonly number[] {
  const { people, candidates, kept = [] } = ground;
  const unserved = unservedMinutes(ground);
  const time = (place: number, site: number): number => Math.min(unserved, minutesTo(ground, place, site));
  const open = new Set(kept);
  const nearest = people.map((_, place) => [...open].reduce((least, site) => Math.min(least, time(place, site)), unserved));
  while (open.size < sites) {
    let [best, most] = [-1, -1];
    for (let site = 0; site < candidates; site++) {
      if (open.has(site)) continue;
      let gain = 0;
      for (const [place, count] of people.entries()) gain += count * Math.max(0, (nearest[place] as number) - time(place, site));
      if (gain > most) [best, most] = [site, gain];
    }
    open.add(best);
    for (const place of nearest.keys()) nearest[place] = Math.min(nearest[place] as number, time(place, best));
  }
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const out of [...open].filter((site) => !kept.includes(site))) {
      const others = [...open].filter((site) => site !== out);
      const without = people.map((_, place) => others.reduce((least, site) => Math.min(least, time(place, site)), unserved));
      let [best, most] = [out, 1e-9];
      for (const [place, count] of people.entries()) most += count * Math.max(0, (without[place] as number) - time(place, out));
      for (let site = 0; site < candidates; site++) {
        if (open.has(site)) continue;
        let gain = 0;
        for (const [place, count] of people.entries()) gain += count * Math.max(0, (without[place] as number) - time(place, site));
        if (gain > most) [best, most] = [site, gain];
      }
      if (best === out) continue;
      open.delete(out);
      open.add(best);
      isBetter = true;
    }
  }
  return [...open].sort((a, b) => a - b);
}
