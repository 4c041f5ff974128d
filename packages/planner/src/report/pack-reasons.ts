import type { CallExplanation, Forbidden, Impossible, PlanExplanation, Possible } from '../explain/explanation.ts';
import type { Weekday } from '../model/units.ts';
import type { Words } from '../model/words.ts';

/** A sentence about some calls, by their ids; the villages are shown beside it. */
export interface Told {
  readonly words: Words;
  readonly calls?: readonly string[];
}

/** Other vehicles that are told of, the cheapest ones. */
const VEHICLES_TOLD = 3;
/** Driving minutes; below it a floor is not worth telling. */
const WORTH = 0.5;

/** Reasons call by call, every sentence once: `sentences` holds them, the rest their indexes. Prices in whole driving minutes, null for what cannot be. */
export function packReasons(
  explanation: PlanExplanation | undefined,
  told: Readonly<Record<'conflicts' | 'remedies', readonly Told[]>>,
  indexOf: { readonly call: (id: string) => number; readonly vehicle: (id: string) => number },
): unknown {
  const sentences = new Map<string, { readonly at: number; readonly words: Words }>();
  const say = (words: Words): number => {
    const key = `${words.zh}\u0000${words.en}`;
    const known = sentences.get(key) ?? { at: sentences.size, words };
    sentences.set(key, known);
    return known.at;
  };
  const packTold = ({ words, calls = [] }: Told): unknown => [say(words), calls.map(indexOf.call)];
  const packed = {
    calls: (explanation?.calls ?? []).map((each) => [
      indexOf.call(each.call),
      say(each.why),
      daysOf(each, say),
      vehiclesOf(each).map(([vehicle, cost]) => [indexOf.vehicle(vehicle), cost]),
      each.floors.filter(({ saves, allows }) => saves >= WORTH || allows > 0).map(({ words }) => say(words)),
      each.wishes.map(({ words }) => say(words)),
    ]),
    conflicts: told.conflicts.map(packTold),
    remedies: told.remedies.map(packTold),
  };
  return { ...packed, sentences: [...sentences.values()].map(({ words }) => [words.zh, words.en]) };
}

const costOf = (outcome: Possible | Impossible): number | null => (outcome.isPossible ? Math.round(outcome.extra.total) : null);

/** Whole weekdays other than the plan's own: the day, its price, and why it cannot be. */
function daysOf({ days }: CallExplanation, say: (words: Words) => number): readonly [Weekday, number | null, number | null][] {
  const reasonOf = (forbidden: readonly Forbidden[]): number | null => (forbidden[0] ? say(forbidden[0].words) : null);
  return days.flatMap(({ to, isChosen, outcome }): [Weekday, number | null, number | null][] =>
    isChosen || !('weekday' in to) ? [] : [[to.weekday, costOf(outcome), outcome.isPossible ? null : reasonOf(outcome.forbidden)]],
  );
}

function vehiclesOf({ vehicles }: CallExplanation): readonly [string, number][] {
  return vehicles
    .flatMap(({ vehicle, isChosen, outcome }): [string, number][] =>
      isChosen || !outcome.isPossible ? [] : [[vehicle, Math.round(outcome.extra.total)]],
    )
    .sort((a, b) => a[1] - b[1])
    .slice(0, VEHICLES_TOLD);
}
