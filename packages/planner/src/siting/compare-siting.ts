import { describeSiting, type SitingFigures, type SitingView } from './describe-siting.ts';
import type { SitingGround } from './siting.ts';

/** A change of where people live, or of which sites are open, seen from both ends. */
export interface SitingComparison {
  /** Today's people and today's sites. */
  readonly before: SitingFigures;
  /** Tomorrow's people, and still today's sites: what happens when nothing is done. */
  readonly unchanged: SitingFigures;
  /** Tomorrow's people and the sites chosen for them. */
  readonly after: SitingFigures;
  readonly opened: readonly number[];
  readonly closed: readonly number[];
  /** Minutes that each place's way to its site grows from `unchanged` to `after`; below 0 is shorter. NaN where it has none in either. */
  readonly minutesMore: readonly number[];
  /** Of tomorrow's people. */
  readonly peopleNearer: number;
  readonly peopleFarther: number;
}

/** `people` of tomorrow, by the same places as the ground's own, which are today's. */
export function compareSiting(
  ground: SitingGround,
  today: readonly number[],
  tomorrow: { readonly people: readonly number[]; readonly open: readonly number[] },
  view: SitingView,
): SitingComparison {
  const later = { ...ground, people: tomorrow.people };
  const unchanged = describeSiting(later, today, view);
  const after = describeSiting(later, tomorrow.open, view);
  const minutesMore = after.places.map(({ minutes }, place) => minutes - (unchanged.places[place]?.minutes ?? Number.NaN));
  const count = (is: (more: number) => boolean): number =>
    minutesMore.reduce((sum, more, place) => sum + (is(more) ? (tomorrow.people[place] ?? 0) : 0), 0);
  return {
    before: describeSiting(ground, today, view),
    unchanged,
    after,
    opened: tomorrow.open.filter((site) => !today.includes(site)),
    closed: today.filter((site) => !tomorrow.open.includes(site)),
    minutesMore,
    peopleNearer: count((more) => more < 0),
    peopleFarther: count((more) => more > 0),
  };
}
