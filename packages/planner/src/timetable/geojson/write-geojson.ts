import { weekdayOf } from '../../demand/calendar.ts';
import type { Call } from '../../model/call.ts';
import type { Closure, County } from '../../model/county.ts';
import type { Plan, Tour } from '../../model/plan.ts';
import type { Place } from '../../model/units.ts';
import { timetableByVillage } from '../by-village.ts';
import { datesFrom } from '../dates.ts';
import { figuresOf } from '../figures/figures.ts';
import { type OutputFile, textFile } from '../output-file.ts';
import { namesOf } from '../visits.ts';
import { legsOf, noWay, placesOf, type WayBetween } from '../ways.ts';

type Position = readonly [lon: number, lat: number];
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] };
interface Feature {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

const position = ({ lon, lat }: Place): Position => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
const point = (place: Place): Geometry => ({ type: 'Point', coordinates: position(place) });
const line = (places: readonly Place[]): Geometry => ({ type: 'LineString', coordinates: places.map(position) });

/** GeoJSON (RFC 7946, WGS-84): villages, depots, stops of lines, lines, closures, and the tours of each day in a file of its own. */
export function writeGeoJson(county: County, calls: readonly Call[], plan: Plan, way: WayBetween = noWay): readonly OutputFile[] {
  const file = (name: string, features: readonly Feature[]): OutputFile =>
    textFile(`geojson/${name}.geojson`, `${JSON.stringify({ type: 'FeatureCollection', features })}\n`);
  const places = placesOf(county);
  const names = namesOf(county, calls);
  const tour = (each: Tour): Feature => {
    const legs = legsOf(county, each, way, places).map((leg) => leg.places);
    const { vehicle, date, trip, stops, startMinutes, endMinutes, travelMinutes, metres } = each;
    const properties = {
      vehicle,
      name: names.vehicle(vehicle),
      date,
      weekday: weekdayOf(date),
      trip,
      startMinutes,
      endMinutes,
      travelMinutes,
      metres,
      stops,
    };
    return { type: 'Feature', id: `${vehicle}/${date}/${trip}`, geometry: legs.length === 0 ? null : line(legs.flat()), properties };
  };
  return [
    file('villages', villageFeatures(county, calls, plan)),
    file(
      'depots',
      county.depots.map(({ id, name, place }) => ({ type: 'Feature', id, geometry: point(place), properties: { name } })),
    ),
    file('line-stops', county.lines.flatMap(stopFeatures)),
    file(
      'lines',
      county.lines.map(({ id, name, weekdays, departures, stops }) => ({
        type: 'Feature',
        id,
        geometry: stops.length < 2 ? null : line(stops.map(({ place }) => place)),
        properties: { name, weekdays, departures },
      })),
    ),
    file('closures', county.closures.map(closureFeature)),
    ...datesFrom(plan.from, plan.days).flatMap((date) => {
      const tours = plan.tours.filter((each) => each.date === date);
      return tours.length === 0 ? [] : [file(`tours-${date}`, tours.map(tour))];
    }),
  ];
}

function villageFeatures(county: County, calls: readonly Call[], plan: Plan): readonly Feature[] {
  const { coverageOf } = figuresOf(county, calls, plan).coverage;
  const timetables = new Map(timetableByVillage(county, calls, plan).map((each) => [each.village, each.rounds]));
  return county.villages.map(({ id, name, place, residents }) => {
    const rounds = (timetables.get(id) ?? []).map(({ round, promised, missing, visits }) => ({
      round,
      promised,
      missing,
      visits: visits.map(({ date, beginMinutes, endMinutes, by }) => ({ date, beginMinutes, endMinutes, by: by.id })),
    }));
    return { type: 'Feature', id, geometry: point(place), properties: { name, residents, coverage: coverageOf.get(id), rounds } };
  });
}

function stopFeatures({ id, stops }: County['lines'][number]): readonly Feature[] {
  return stops.map(({ name, place, village, minutesFromStart, onRequest }, index) => ({
    type: 'Feature',
    id: `${id}/${index + 1}`,
    geometry: point(place),
    properties: { line: id, name, village: village ?? null, minutesFromStart, onRequest: onRequest ?? null },
  }));
}

/** A closure that names OSM ways has no place here: its geometry is null, as RFC 7946 allows. */
function closureFeature({ reason, from, until, place, radiusMetres, ways }: Closure, index: number): Feature {
  const properties = { reason, from, until, radiusMetres: radiusMetres ?? null, ways: ways ?? null };
  return { type: 'Feature', id: `closure-${index + 1}`, geometry: place ? point(place) : null, properties };
}
