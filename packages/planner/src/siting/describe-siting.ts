import { accessOf, type Decay } from './access.ts';
import { inequalityOf } from './inequality.ts';
import { minutesTo, nearestOpen, type SitingGround } from './siting.ts';

/** What a set of open sites means for people: plain figures for a report. */
export interface SitingFigures {
  readonly open: readonly number[];
  readonly people: number;
  /** Who reach no open site. */
  readonly peopleWithoutSite: number;
  /** One way to the nearest open site, over people who reach one. NaN where nobody does. */
  readonly meanMinutes: number;
  readonly medianMinutes: number;
  readonly p90Minutes: number;
  readonly worstMinutes: number;
  /** Part of all people with an open site within so many minutes. */
  readonly coverage: readonly { readonly withinMinutes: number; readonly part: number }[];
  /** Of supply per person by 2SFCA. */
  readonly gini: number;
  readonly lorenz: readonly { readonly people: number; readonly share: number }[];
  readonly places: readonly {
    readonly site: number | null;
    /** Infinity where there is none. */
    readonly minutes: number;
    readonly access: number;
  }[];
  /** People who go to each open site, in the order of `open`. */
  readonly load: readonly number[];
}

export interface SitingView {
  /** Supply of each open site; 1 each where absent. By candidate. */
  readonly supply?: readonly number[];
  readonly decay: Decay;
  /** Minutes that coverage is told for. */
  readonly thresholds: readonly number[];
}

/** The smallest value that so much of the people are at or below. */
function quantile(sorted: readonly { readonly minutes: number; readonly people: number }[], part: number): number {
  const all = sorted.reduce((sum, { people }) => sum + people, 0);
  let counted = 0;
  for (const { minutes, people } of sorted) {
    counted += people;
    if (counted >= all * part - 1e-9) return minutes;
  }
  return Number.NaN;
}

export function describeSiting(ground: SitingGround, open: readonly number[], view: SitingView): SitingFigures {
  const isOpen = new Set(open);
  const siteOf = nearestOpen(ground, open);
  const supply = Array.from({ length: ground.candidates }, (_, site) => (isOpen.has(site) ? (view.supply?.[site] ?? 1) : 0));
  const { ofPlace } = accessOf(ground, supply, view.decay);
  const { gini, lorenz } = inequalityOf(ofPlace, ground.people);
  const places = siteOf.map((site, place) => ({
    site,
    minutes: site === null ? Infinity : minutesTo(ground, place, site),
    access: ofPlace[place] as number,
  }));
  const people = ground.people.reduce((sum, count) => sum + count, 0);
  const reached = places
    .map(({ minutes }, place) => ({ minutes, people: ground.people[place] as number }))
    .filter((one) => one.minutes < Infinity && one.people > 0)
    .sort((a, b) => a.minutes - b.minutes);
  const served = reached.reduce((sum, one) => sum + one.people, 0);
  return {
    open,
    people,
    peopleWithoutSite: people - served,
    meanMinutes: reached.reduce((sum, one) => sum + one.minutes * one.people, 0) / served,
    medianMinutes: quantile(reached, 0.5),
    p90Minutes: quantile(reached, 0.9),
    worstMinutes: reached.at(-1)?.minutes ?? Number.NaN,
    coverage: view.thresholds.map((withinMinutes) => ({
      withinMinutes,
      part: people === 0 ? 0 : reached.reduce((sum, one) => sum + (one.minutes <= withinMinutes ? one.people : 0), 0) / people,
    })),
    gini,
    lorenz,
    places,
    load: open.map((site) => places.reduce((sum, at, place) => sum + (at.site === site ? (ground.people[place] as number) : 0), 0)),
  };
}
