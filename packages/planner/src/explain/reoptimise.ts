import { weekdayOf } from '../demand/calendar.ts';
import { answerOf } from '../placing/standing.ts';
import type { ProblemCall, RotaProblem } from '../rota/problem.ts';
import { searchRota } from '../rota/search-rota.ts';
import { type Desk, dateAt, withCall } from './desk.ts';
import type { DayChoice, VehicleChoice } from './explanation.ts';

interface Rounds {
  readonly seed: number;
  readonly rounds: number;
}

/**
 * Beside each possible choice, what it costs when everything else may move, too: the same short search with the choice forced and
 * without it, both from the plan as it stands. Clock times are the search's own here.
 */
export function reoptimiseChoices<T extends DayChoice | VehicleChoice>(
  desk: Desk,
  choices: readonly T[],
  rounds: Rounds | undefined,
): readonly T[] {
  if (!rounds) return choices;
  const { problem } = desk.standing.made;
  const start = answerOf(desk.standing);
  const free = searchRota(problem, { ...rounds, start });
  return choices.map((choice) => {
    const forced = choice.outcome.isPossible && !choice.isChosen ? force(desk, choice) : null;
    if (!forced || !choice.outcome.isPossible) return choice;
    const answer = searchRota(forced, { ...rounds, start });
    const reoptimised = {
      extra: Math.round((answer.cost - free.cost) * 1e6) / 1e6,
      missing: answer.missing - free.missing,
      rounds: rounds.rounds,
    };
    return { ...choice, outcome: { ...choice.outcome, reoptimised } };
  });
}

function force(desk: Desk, choice: DayChoice | VehicleChoice): RotaProblem | null {
  const { problem, shifts } = desk.standing.made;
  const own = problem.calls[desk.at] as ProblemCall;
  if ('vehicle' in choice) {
    const vehicle = problem.shifts[shifts.findIndex((it) => it.vehicle.id === choice.vehicle)]?.vehicle;
    return vehicle === undefined ? null : withCall(problem, desk.at, { vehicles: [vehicle] });
  }
  const { to } = choice;
  const patterns = own.patterns.filter(({ days }) => {
    const dates = days.map((day) => dateAt(desk, day));
    return 'weekday' in to ? dates.every((date) => weekdayOf(date) === to.weekday) : dates.includes(to.date) && !dates.includes(to.from);
  });
  return patterns.length === 0 ? null : withCall(problem, desk.at, { patterns });
}
