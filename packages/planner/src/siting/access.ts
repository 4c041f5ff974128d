import { minutesTo, type SitingGround } from './siting.ts';

/** How much a site counts for people so many minutes away, 0 to 1. */
export type Decay =
  /** All the same up to the limit, nothing beyond: the first 2SFCA (Luo and Wang 2003). */
  | { readonly kind: 'even'; readonly withinMinutes: number }
  /** Step by step less: the enhanced 2SFCA (Luo and Qi 2009). Ascending. */
  | { readonly kind: 'steps'; readonly steps: readonly { readonly upToMinutes: number; readonly weight: number }[] }
  /** Gaussian, 0 at the limit (Dai 2010). */
  | { readonly kind: 'gaussian'; readonly withinMinutes: number };

/** Luo and Qi's sharp decay: 10, 20 and 30 minutes at 1, 0.42 and 0.09. */
export const LUO_QI_STEPS: Decay = {
  kind: 'steps',
  steps: [
    { upToMinutes: 10, weight: 1 },
    { upToMinutes: 20, weight: 0.42 },
    { upToMinutes: 30, weight: 0.09 },
  ],
};

function weightAt(decay: Decay, minutes: number): number {
  switch (decay.kind) {
    case 'even':
      return minutes <= decay.withinMinutes ? 1 : 0;
    case 'steps':
      return decay.steps.find(({ upToMinutes }) => minutes <= upToMinutes)?.weight ?? 0;
    case 'gaussian': {
      if (!(minutes < decay.withinMinutes)) return 0;
      const edge = Math.exp(-0.5);
      return (Math.exp(-0.5 * (minutes / decay.withinMinutes) ** 2) - edge) / (1 - edge);
    }
  }
}

export interface Access {
  /** Of each place: supply for each of its people, in the supply's unit per person. */
  readonly ofPlace: Float64Array;
  /** Of each candidate: its supply for each person who may come; 0 where nobody does, or it is closed. */
  readonly ofSite: Float64Array;
}

/**
 * Two-step floating catchment areas: each site shares its supply among the people around it, each place sums what the sites around it
 * offer. `supply` by candidate (doctor hours, meals, seats); 0 is closed. Weighed by people it adds up to the supply that someone reaches.
 */
export function accessOf(ground: SitingGround, supply: readonly number[], decay: Decay): Access {
  const ofSite = new Float64Array(ground.candidates);
  for (let site = 0; site < ground.candidates; site++) {
    let crowd = 0;
    for (const [place, people] of ground.people.entries()) crowd += people * weightAt(decay, minutesTo(ground, place, site));
    ofSite[site] = crowd > 0 ? (supply[site] ?? 0) / crowd : 0;
  }
  const ofPlace = Float64Array.from(ground.people, (_, place) => {
    let sum = 0;
    for (let site = 0; site < ground.candidates; site++) {
      if (ofSite[site] !== 0) sum += (ofSite[site] as number) * weightAt(decay, minutesTo(ground, place, site));
    }
    return sum;
  });
  return { ofPlace, ofSite };
}
