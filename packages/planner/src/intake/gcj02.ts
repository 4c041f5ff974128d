import type { Place } from '../model/units.ts';

/** Krasovsky 1940, which the published transformation is made with. */
const AXIS = 6378245;
const ECCENTRICITY2 = 0.006693421622965943;
const RADIANS = Math.PI / 180;
/** Degrees; about a tenth of a millimetre. */
const CLOSE = 1e-9;

/** Outside of this rectangle GCJ-02 is WGS-84. */
export const isWhereGcjDiffers = ({ lon, lat }: Place): boolean => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

/** WGS-84 to GCJ-02, as the maps sold in China show it; the publicly known approximation. */
export function gcjOf(place: Place): Place {
  if (!isWhereGcjDiffers(place)) return place;
  const { lon, lat } = place;
  const [x, y] = [lon - 105, lat - 35];
  const ripple = 20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI);
  const northWaves = ripple + wave(y, 20, 1) + wave(y, 40, 3) + wave(y, 160, 12) + wave(y, 320, 30);
  const eastWaves = ripple + wave(x, 20, 1) + wave(x, 40, 3) + wave(x, 150, 12) + wave(x, 300, 30);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + (northWaves * 2) / 3;
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + (eastWaves * 2) / 3;
  const magic = 1 - ECCENTRICITY2 * Math.sin(lat * RADIANS) ** 2;
  const root = Math.sqrt(magic);
  return {
    lat: lat + (north * 180) / (((AXIS * (1 - ECCENTRICITY2)) / (magic * root)) * Math.PI),
    lon: lon + (east * 180) / ((AXIS / root) * Math.cos(lat * RADIANS) * Math.PI),
  };
}

const wave = (t: number, height: number, halfPeriod: number): number => height * Math.sin((t / halfPeriod) * Math.PI);

/** GCJ-02 to WGS-84 by fixed-point iteration: the shift changes by less than 1 part in 1000 over its own length, so it converges at once. */
export function wgsOf(gcj: Place): Place {
  if (!isWhereGcjDiffers(gcj)) return gcj;
  let place = gcj;
  for (let round = 0; round < 30; round++) {
    const shown = gcjOf(place);
    const [dLon, dLat] = [shown.lon - gcj.lon, shown.lat - gcj.lat];
    if (Math.abs(dLon) < CLOSE && Math.abs(dLat) < CLOSE) break;
    place = { lon: place.lon - dLon, lat: place.lat - dLat };
  }
  return place;
}
