import type { Call } from '../model/call.ts';
import type { County, Service, Vehicle, Village } from '../model/county.ts';
import { LOADS, type Load, type LoadKind } from '../model/units.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import { longestStop } from './longest-stop.ts';
import { mergeRound, type RoundTerms } from './merge-round.ts';
import { personsOf, visitsOf } from './persons.ts';
import { fillingOf, hasMeansFor } from './who-can-come.ts';

/** Stops for one visit. More are no village's need but a mistyped number, and a million of them would fill the memory. */
const MOST_PARTS = 100;

interface Wanted {
  readonly service: Service;
  readonly persons: number;
  readonly visits: number;
}

/**
 * What every village is to get: for each of its rounds one call, or several where one stop would be longer than any fitting crew's
 * shift, or its load more than any fitting vehicle holds. `roundTripMinutes` tells the driving there and back where it is known.
 * Services of a round that contradict each other are problems that name both; where more than a hundred stops would be needed for one
 * visit the call stays whole, which no vehicle can serve, and a warning says so.
 */
export function makeCalls(county: County, roundTripMinutes: (village: Village) => number = () => 0): Outcome<readonly Call[]> {
  const problems = new Map<string, PlannerProblem>();
  const warnings: PlannerProblem[] = [];
  const rounds = Map.groupBy(county.services, ({ round }) => round);
  const calls = county.villages.flatMap((village) =>
    [...rounds].flatMap(([round, services]) => {
      const wanted = services
        .map((service) => ({ service, persons: personsOf(village, service), visits: visitsOf(village, service) }))
        .filter(({ persons, visits }) => persons > 0 && visits > 0);
      if (wanted.length === 0) return [];
      const terms = mergeRound(wanted, county.horizon);
      if ('code' in terms) {
        if (!problems.has(terms.code + terms.at)) problems.set(terms.code + terms.at, terms);
        return [];
      }
      const call = callOf(village.id, round, wanted, terms);
      const parts = partsOf(call, county.vehicles, wanted, roundTripMinutes(village));
      if (parts <= MOST_PARTS) return split(call, wanted, parts);
      warnings.push(tooMuch(village, call, parts));
      return [call];
    }),
  );
  return problems.size > 0 ? { ok: false, problems: [...problems.values()] } : { ok: true, value: calls, warnings };
}

function callOf(village: string, round: string, wanted: readonly Wanted[], terms: RoundTerms): Call {
  const services = wanted.map(({ service, persons }) => ({
    service: service.id,
    persons,
    minutes: (persons * service.minutesPerPerson) / service.desks,
  }));
  const setup = Math.max(...wanted.map(({ service }) => service.setupMinutes));
  return {
    id: `${village}/${round}`,
    village,
    round,
    ...terms,
    stopMinutes: Math.ceil(setup + services.reduce((sum, { minutes }) => sum + minutes, 0) - 1e-9),
    load: loadOf(wanted),
    services,
    isDelivery: wanted.every(({ service }) => service.isDelivery),
  };
}

function loadOf(wanted: readonly Wanted[]): Load {
  const load: Partial<Record<LoadKind, number>> = {};
  for (const { service, persons } of wanted) {
    for (const kind of LOADS) {
      const each = service.loadPerPerson[kind] ?? 0;
      if (each > 0) load[kind] = (load[kind] ?? 0) + each * persons;
    }
  }
  return load;
}

/** As few equal parts as some fitting vehicle can do one by one; one where none fits or none is needed. */
function partsOf(call: Call, vehicles: readonly Vehicle[], wanted: readonly Wanted[], roundTripMinutes: number): number {
  const setup = Math.max(...wanted.map(({ service }) => service.setupMinutes));
  const needed = vehicles
    .filter((vehicle) => hasMeansFor(vehicle, call))
    .map((vehicle) => {
      const room = longestStop(vehicle, roundTripMinutes) - setup;
      const serving = call.stopMinutes - setup;
      return Math.ceil(Math.max(serving > 0 ? serving / Math.max(0, room) : 1, fillingOf(call.load, vehicle.capacity)));
    });
  const parts = Math.max(1, Math.min(...needed));
  return Number.isFinite(parts) ? parts : 1;
}

function split(call: Call, wanted: readonly Wanted[], parts: number): readonly Call[] {
  if (parts === 1) return [call];
  return Array.from({ length: parts }, (_, part) => {
    const own = wanted.map((it) => ({ ...it, persons: Math.floor((it.persons + part) / parts) })).filter(({ persons }) => persons > 0);
    const { village, round } = call;
    return { ...callOf(village, round, own, call), id: `${call.id}#${part + 1}` };
  }).filter(({ services }) => services.length > 0);
}

function tooMuch({ id, name }: Village, { round, stopMinutes }: Call, parts: number): PlannerProblem {
  return {
    code: 'plan/stop-too-long',
    at: `villages ${id}, ${round}`,
    words: {
      zh: `“${name}”每次“${round}”要停 ${stopMinutes} 分钟，得分 ${parts} 次才停得下，没有排。请核对人数、需求和每人分钟。`,
      en: `One visit of “${round}” to “${name}” takes ${stopMinutes} minutes, which would be ${parts} stops; it is not planned. Check residents, needs and minutes per person.`,
    },
  };
}
