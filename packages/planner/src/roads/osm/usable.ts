import { ROAD_CLASSES, type RoadClass } from '../../model/county.ts';

/** What a way's tags mean for a vehicle; null where it may not or cannot drive there. */
export interface Usable {
  /** Index into `ROAD_CLASSES`. */
  readonly roadClass: number;
  readonly isForward: boolean;
  readonly isBackward: boolean;
  /** On even, straight road, traffic and junctions allowed for. */
  readonly kmh: number;
  /** On a bridge or in a tunnel: the land's height says nothing of the road's. */
  readonly isOffGround: boolean;
}

/** Of OpenStreetMap's keys, those that are looked at. */
export const KEYS = [
  'highway',
  'oneway',
  'access',
  'vehicle',
  'motor_vehicle',
  'maxspeed',
  'junction',
  'surface',
  'bridge',
  'tunnel',
  'area',
] as const;
export type Tags = Partial<Record<(typeof KEYS)[number], string>>;

/** Average speeds, and nine tenths of a signed limit: GraphHopper's for cars (`CarAverageSpeedParser`), which are fitted to real drives. */
const AVERAGE_KMH: Readonly<Record<RoadClass, number>> = {
  motorway: 100,
  trunk: 70,
  primary: 65,
  secondary: 60,
  tertiary: 50,
  unclassified: 30,
  residential: 30,
  service: 20,
  track: 15,
};
const PART_OF_LIMIT = 0.9;
const WALKING_KMH = 6;
const UNPAVED_KMH = 30;
const UNPAVED = new Set([
  'unpaved',
  'gravel',
  'fine_gravel',
  'dirt',
  'ground',
  'earth',
  'grass',
  'mud',
  'sand',
  'compacted',
  'cobblestone',
]);

/** Classes under other names: https://wiki.openstreetmap.org/wiki/Key:highway */
const ALSO: Readonly<Record<string, RoadClass>> = { living_street: 'residential', road: 'unclassified' };
const CLASS_NUMBER = new Map<string, number>(ROAD_CLASSES.map((name, i) => [name, i]));
const BARRED = new Set(['no', 'private', 'agricultural', 'forestry', 'emergency', 'military']);

function classOf(highway: string): number | null {
  const plain = highway.endsWith('_link') ? highway.slice(0, -5) : highway;
  return CLASS_NUMBER.get(ALSO[plain] ?? plain) ?? null;
}

/** In km/h; null where it is not a number (`CN:urban`, `signals`) or none. */
export function limitOf(maxspeed: string): number | null {
  if (maxspeed === 'walk') return WALKING_KMH;
  const [, number, unit] = /^(\d{1,3})(?:\.\d+)?\s*(km\/h|kmh|kph|mph)?$/.exec(maxspeed) ?? [];
  if (number === undefined || Number(number) === 0) return null;
  return Number(number) * (unit === 'mph' ? 1.609344 : 1);
}

function speedOf(roadClass: number, { highway, maxspeed, surface }: Tags): number {
  const average = highway === 'living_street' ? WALKING_KMH : AVERAGE_KMH[ROAD_CLASSES[roadClass] as RoadClass];
  const limit = maxspeed === undefined ? null : limitOf(maxspeed);
  const kmh = limit === null ? average : limit * PART_OF_LIMIT;
  return surface !== undefined && UNPAVED.has(surface) ? Math.min(kmh, UNPAVED_KMH) : kmh;
}

export function usableOf(tags: Tags): Usable | null {
  const { highway, oneway, junction, bridge, tunnel } = tags;
  if (highway === undefined || tags.area === 'yes') return null;
  const roadClass = classOf(highway);
  if (roadClass === null) return null;
  const access = tags.motor_vehicle ?? tags.vehicle ?? tags.access;
  if (access !== undefined && BARRED.has(access)) return null;
  const isImplied = junction === 'roundabout' || junction === 'circular' || highway === 'motorway';
  const isReverse = oneway === '-1' || oneway === 'reverse';
  const isOneway = isReverse || oneway === 'yes' || oneway === 'true' || oneway === '1' || (isImplied && oneway !== 'no');
  return {
    roadClass,
    isForward: !isReverse,
    isBackward: !isOneway || isReverse,
    kmh: speedOf(roadClass, tags),
    isOffGround: (bridge !== undefined && bridge !== 'no') || (tunnel !== undefined && tunnel !== 'no'),
  };
}
