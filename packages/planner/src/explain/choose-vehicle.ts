import { patternsWithin } from '../placing/floors.ts';
import { said } from './choose-day.ts';
import { type Desk, dateAt, place, possible } from './desk.ts';
import type { Impossible, Possible, VehicleChoice } from './explanation.ts';
import { dateForbids, vehicleForbids } from './forbid.ts';
import { dateWords, distinct, joined } from './phrases.ts';

/** What each vehicle would cost on the same days, and where it cannot come on them, on its own best ones. */
export function chooseVehicles(desk: Desk): readonly VehicleChoice[] {
  const { standing, lifted, at, call, days, doable } = desk;
  const { shifts } = standing.made;
  const now = new Set(
    shifts.flatMap(({ vehicle }, shift) =>
      standing.days[shift]?.some((trip) => trip.stops.some((it) => it.call === at)) ? [vehicle.id] : [],
    ),
  );
  return standing.county.vehicles.map((vehicle) => {
    const isChosen = now.size === 1 && now.has(vehicle.id);
    const name = { zh: vehicle.name, en: vehicle.name };
    const never = vehicleForbids(vehicle, call);
    const mayUse = (shift: number): boolean => shifts[shift]?.vehicle.id === vehicle.id;
    const same = never.length === 0 && days.length > 0 ? place(desk, [days], { mayUse }) : null;
    const best = same ?? (never.length === 0 ? place(desk, patternsWithin(standing.county, call, doable), { mayUse }) : null);
    const onDays = distinct(days.flatMap((day) => dateForbids(lifted, at, vehicle, dateAt(desk, day))));
    const outcome: Possible | Impossible = best
      ? possible(desk, best)
      : { isPossible: false, forbidden: never.length > 0 ? never : onDays };
    const words = said(name, outcome);
    const instead = outcome.isPossible && !same ? joined(outcome.visits.map(({ date }) => dateWords(date))) : null;
    return {
      vehicle: vehicle.id,
      isChosen,
      keepsDays: same !== null,
      outcome,
      words: instead ? { zh: `${words.zh}，只能改在${instead.zh}`, en: `${words.en}, and only on ${instead.en}` } : words,
    };
  });
}
