import type { PlanExplanation } from '../explain/explanation.ts';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import { publishedBegin, publishedHours } from '../model/published-hours.ts';
import type { RoadNetwork } from '../roads/network/network.ts';
import { dayNumber } from '../timetable/dates.ts';
import { figuresOf } from '../timetable/figures/figures.ts';
import { gridOf } from '../timetable/simplify.ts';
import { namesOf, visitsOf } from '../timetable/visits.ts';
import { noWay, type WayBetween } from '../timetable/ways.ts';
import { packLegs, packRoads } from './map-lines.ts';
import { packReasons, type Told } from './pack-reasons.ts';
import { encodeLine } from './polyline.ts';

export interface ReportOptions {
  /** `CountyTravel.wayBetween`; straight lines where absent. */
  readonly way?: WayBetween;
  /** Drawn below everything. */
  readonly roads?: RoadNetwork;
  /** Whose roads they are, as their licence asks (`© OpenStreetMap contributors`). */
  readonly roadsBy?: string;
  /** Of `explainPlan`. */
  readonly explanation?: PlanExplanation;
  /** Smallest sets of floors and wishes that cannot all be kept. */
  readonly conflicts?: readonly Told[];
  /** What one more vehicle, one more hour or shorter stops would buy. */
  readonly remedies?: readonly Told[];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/**
 * All that the page shows, as short as it goes: places in 1e-5 degrees, calls, villages and vehicles by their index, days counted from the plan's first.
 * `page/model.js` reads it.
 */
export function packReport(county: County, calls: readonly Call[], plan: Plan, options: ReportOptions): unknown {
  const figures = figuresOf(county, calls, plan);
  const indexOf = (list: readonly { readonly id: string }[]): ((id: string) => number) => {
    const indexes = new Map(list.map(({ id }, index) => [id, index]));
    return (id) => indexes.get(id) ?? -1;
  };
  const [village, vehicle, line, call] = [indexOf(county.villages), indexOf(county.vehicles), indexOf(county.lines), indexOf(calls)];
  const service = new Map(county.services.map(({ id, name }) => [id, name]));
  const { round: roundName } = namesOf(county, calls);
  const groups = figures.coverage.residents.map(({ group }) => group);
  const day = (date: string): number => dayNumber(date) - dayNumber(plan.from);
  const legs = packLegs(county, plan, options.way ?? noWay);
  const ends = new Map(visitsOf(calls, plan).map((visit) => [`${visit.call} ${visit.date} ${visit.beginMinutes}`, visit.endMinutes]));
  const hoursOf = (beginMinutes: number, endMinutes: number): readonly number[] => {
    const told = publishedHours({ beginMinutes, endMinutes });
    return [beginMinutes, endMinutes, told.beginMinutes, told.endMinutes];
  };
  return {
    county: county.name,
    publisher: county.notices?.publisher ?? null,
    from: plan.from,
    days: plan.days,
    holidays: county.horizon.holidays.map(day),
    groups,
    depots: county.depots.map(({ name, place }) => [name, ...gridOf(place)]),
    villages: county.villages.map(({ id, name, place, residents }) => [
      name,
      ...gridOf(place),
      figures.coverage.coverageOf.get(id) ?? 'unasked',
      groups.map((group) => residents[group] ?? 0),
    ]),
    vehicles: county.vehicles.map(({ name, travel }) => [name, travel.kind]),
    calls: calls.map((each, index) => [
      village(each.village),
      each.services.map((one) => service.get(one.service) ?? one.service).join('、') || each.id,
      each.visits,
      each.stopMinutes,
      each.maxGapDays,
      figures.waits[index]?.longestDays ?? null,
      figures.waits[index]?.broken ?? 0,
    ]),
    tours: plan.tours.map((tour, index) => [
      vehicle(tour.vehicle),
      day(tour.date),
      tour.trip,
      tour.startMinutes,
      tour.endMinutes,
      Math.round(tour.travelMinutes),
      tenth(tour.metres / 1000),
      tour.rest ? [tour.rest.from, tour.rest.to] : null,
      tour.stops.map((stop) => [
        call(stop.call),
        ...hoursOf(stop.beginMinutes, ends.get(`${stop.call} ${tour.date} ${stop.beginMinutes}`) ?? stop.leaveMinutes),
      ]),
      legs.ofTours[index],
    ]),
    legs: legs.lines,
    lineDeliveries: plan.lineDeliveries.map((each) => [
      call(each.call),
      line(each.line),
      day(each.date),
      publishedBegin(each.arriveMinutes),
    ]),
    lines: county.lines.map(({ name, stops }) => [name, encodeLine(stops.map(({ place }) => gridOf(place)))]),
    closures: county.closures.map(({ reason, from, until, place }) => [
      reason,
      day(from),
      day(until),
      place ? gridOf(place) : null,
      from,
      until,
    ]),
    roads: options.roads ? packRoads(options.roads) : [],
    roadsBy: options.roadsBy ?? null,
    unserved: plan.unserved.map((each) => [village(each.village), call(each.call), each.visitsMissing, each.reason]),
    figures: {
      promised: figures.coverage.promised,
      kept: figures.coverage.kept,
      rounds: figures.coverage.rounds.map(({ round, promised, kept }) => [roundName(round), promised, kept]),
      villages: figures.coverage.villages,
      residents: figures.coverage.residents.map(({ all, reached, whole }) => [all, reached, whole]),
      crews: figures.crews.map((crew) => [
        crew.days,
        crew.visits,
        ...[crew.workMinutes, crew.travelMinutes, crew.stopMinutes, crew.overtimeMinutes].map(Math.round),
      ]),
      crewGini: Math.round(figures.crewGini * 1000) / 1000,
      travelMinutes: Math.round(figures.travelMinutes),
      kilometres: tenth(figures.metres / 1000),
      regularity: figures.regularity,
      tolerance: county.policy.hourToleranceMinutes,
    },
    cost: Object.fromEntries(Object.entries(plan.cost).map(([part, value]) => [part, tenth(value)])),
    search: plan.search,
    reasons: packReasons(options.explanation, { conflicts: options.conflicts ?? [], remedies: options.remedies ?? [] }, { call, vehicle }),
  };
}
