import type { Tour } from '../../model/plan.ts';
import { compareText } from '../visits.ts';
import { type Feed, NO_PICKUP, routeOf } from './feed.ts';
import { depotStop, villageStop } from './places.ts';
import { dayService } from './services.ts';
import { addTourShape, type Shape } from './shapes.ts';
import { idOf, named, timeOf } from './table.ts';

/**
 * Vehicles of the mobile service as routes, each tour as a trip of one day. Nobody rides along: no stop picks up or sets down, so that journey planners
 * show when they come and send nobody aboard. Drones are no public transport and stay out.
 */
export function addTours(feed: Feed): void {
  const byVehicle = Map.groupBy(feed.plan.tours, ({ vehicle }) => vehicle);
  const shapes = new Map<string, Shape>();
  for (const vehicle of feed.county.vehicles) {
    const tours = byVehicle.get(vehicle.id) ?? [];
    if (vehicle.travel.kind === 'drone' || tours.length === 0) continue;
    const route = idOf('vehicle', vehicle.id);
    feed.routes.push(routeOf(route, named(vehicle.name, vehicle.id), '流动服务车，到村服务，不载客'));
    for (const tour of [...tours].sort((a, b) => compareText(a.date, b.date) || a.trip - b.trip)) addTour(feed, route, tour, shapes);
  }
}

interface Calling {
  readonly site: string;
  readonly stop: string;
  readonly arrive: number;
  readonly leave: number;
}

function addTour(feed: Feed, route: string, tour: Tour, shapes: Map<string, Shape>): void {
  const callings = callingsOf(feed, tour);
  if (callings.length < 2) return;
  const shape = addTourShape(feed, tour, shapes);
  const trip = `${route}:${tour.date}:${tour.trip}`;
  const block = `${route}:${tour.date}`;
  feed.trips.push({ route_id: route, service_id: dayService(feed, tour.date), trip_id: trip, block_id: block, shape_id: shape.id });
  let leg = 0;
  callings.forEach(({ site, stop, arrive, leave }, index) => {
    if (index > 0 && callings[index - 1]?.site !== site) leg += 1;
    feed.stopTimes.push({
      trip_id: trip,
      arrival_time: timeOf(arrive),
      departure_time: timeOf(leave),
      stop_id: stop,
      stop_sequence: index + 1,
      pickup_type: NO_PICKUP,
      drop_off_type: NO_PICKUP,
      shape_dist_traveled: shape.kilometres[leg]?.toFixed(4),
      timepoint: 1,
    });
  });
}

/** Depot, villages, depot; two services in one village are one calling. What is published as arrival is when the service begins. */
function callingsOf(feed: Feed, tour: Tour): readonly Calling[] {
  const { county } = feed;
  const vehicle = county.vehicles.find(({ id }) => id === tour.vehicle);
  const depot = county.depots.find(({ id }) => id === vehicle?.depot);
  const end = county.depots.find(({ id }) => id === (vehicle?.endDepot ?? vehicle?.depot));
  const callings: Calling[] = [];
  if (depot)
    callings.push({ site: `depot:${depot.id}`, stop: depotStop(feed, depot), arrive: tour.startMinutes, leave: tour.startMinutes });
  for (const { village: id, beginMinutes, leaveMinutes } of tour.stops) {
    const village = county.villages.find((each) => each.id === id);
    const last = callings.at(-1);
    if (last?.site === `village:${id}`) callings[callings.length - 1] = { ...last, leave: leaveMinutes };
    else if (village) callings.push({ site: `village:${id}`, stop: villageStop(feed, village), arrive: beginMinutes, leave: leaveMinutes });
  }
  if (end) callings.push({ site: `depot:${end.id}`, stop: depotStop(feed, end), arrive: tour.endMinutes, leave: tour.endMinutes });
  return callings;
}
