import type { Place } from '../model/units.ts';
import { numberOf } from './cells.ts';
import { isWhereGcjDiffers, wgsOf } from './gcj02.ts';
import type { Row } from './row.ts';
import type { Table } from './table.ts';

export type Crs = 'wgs84' | 'gcj02';

/** What coordinates may be declared as: `WGS-84`, `EPSG:4326`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `GCJ-02`, `火星坐标`, `高德`. */
export function crsNamed(text: string): Crs | null {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  if (/^(wgs84|epsg:?4326|urn:ogc:def:crs:(ogc:1\.3:crs84|epsg::?4326)|crs84|gps|国家2000|cgcs2000|epsg:?4490)$/.test(bare)) return 'wgs84';
  return /^(gcj02|gcj|火星坐标系?|高德|腾讯|国测局)$/.test(bare) ? 'gcj02' : null;
}

/** A place in WGS-84, and what was written, so that a stray one can be named. Declared by the row, else its file, else the county. */
export interface PlaceReader {
  of(row: Row, table: Table | undefined): Place | null;
  outlineOf(row: Row, table: Table | undefined): readonly Place[] | null;
}

/**
 * Coordinates say for themselves what they are or take the county's word; where nobody declared anything, the first row of each table
 * says so, since half a kilometre is too much to guess about; not where the county's own word is no good and told already (`isTold`).
 */
export function readPlacesAs(county: Crs | null, isTold = false): PlaceReader {
  const told = new Set<string>();
  const crsOf = (row: Row, table: Table | undefined): Crs | null => {
    const own = row.text('crs') || table?.crs || '';
    if (own === '' && county) return county;
    const named = own === '' ? null : crsNamed(own);
    if (named) return named;
    const file = table?.file ?? '';
    if (own !== '')
      row.tell(
        'plan/unknown-crs',
        'crs',
        `不认识坐标系“${own}”，请写 wgs84 或 gcj02。`,
        `The coordinate system “${own}” is not known; write wgs84 or gcj02.`,
      );
    else if (!told.has(file) && !isTold) {
      told.add(file);
      row.tell(
        'plan/crs-undeclared',
        'crs',
        '没有说明坐标系。请在 county 表写“坐标系, wgs84”或“坐标系, gcj02”（高德、腾讯地图为 gcj02），或在本表加“坐标系”一列。两者相差约五百米，不能猜。',
        'The coordinate system is not declared. Write “crs, wgs84” or “crs, gcj02” (AMap, Tencent) in the table county, or add a column crs. They differ by some 500 m, which is not to be guessed.',
      );
    }
    return null;
  };
  const convert = (row: Row, place: Place, crs: Crs): Place | null => {
    if (crs === 'wgs84') return place;
    if (isWhereGcjDiffers(place)) return wgsOf(place);
    row.tell(
      'plan/gcj02-abroad',
      'lon',
      `声明为 gcj02，但 ${place.lon}, ${place.lat} 不在中国范围内；请核对坐标系或坐标。`,
      `Declared as gcj02, but ${place.lon}, ${place.lat} is not in China; check the coordinates or what they are declared as.`,
    );
    return null;
  };
  const readPair = (row: Row, lonText: string, latText: string, key: string): Place | null => {
    const [lon, lat] = [numberOf(lonText), numberOf(latText)];
    if (lon === null || lat === null || Math.abs(lon) > 180 || (Math.abs(lat) > 90 && Math.abs(lon) > 90)) {
      row.tell(
        'plan/bad-coordinates',
        key,
        `坐标“${lonText}, ${latText}”看不懂：应是十进制度数，如 119.6350, 27.9740。`,
        `The coordinates “${lonText}, ${latText}” are not understood: degrees with decimals are expected, like 119.6350, 27.9740.`,
      );
      return null;
    }
    if (Math.abs(lat) <= 90) return { lon, lat };
    row.tell(
      'plan/swapped-coordinates',
      key,
      `经度和纬度写反了：${lon}, ${lat}；请对调。`,
      `Longitude and latitude are swapped: ${lon}, ${lat}; exchange them.`,
    );
    return null;
  };
  return {
    of(row, table) {
      const [lon, lat] = [row.text('lon'), row.text('lat')];
      if (lon === '' && lat === '') return null;
      const place = readPair(row, lon, lat, 'lon');
      const crs = crsOf(row, table);
      return place && crs && convert(row, place, crs);
    },
    outlineOf(row, table) {
      const text = row.text('outline').normalize('NFKC');
      const crs = crsOf(row, table);
      const pairs = text.split(/[;|]/).filter((it) => it.trim() !== '');
      const places = pairs.map((pair) => {
        const [lon = '', lat = ''] = pair.trim().split(/[\s,]+/);
        const place = readPair(row, lon, lat, 'outline');
        return place && crs && convert(row, place, crs);
      });
      if (places.some((it) => it === null)) return null;
      const outline = places as Place[];
      const [first, last] = [outline[0], outline.at(-1)];
      if (outline.length > 1 && first?.lon === last?.lon && first?.lat === last?.lat) outline.pop();
      if (outline.length >= 3) return outline;
      row.tell(
        'plan/bad-outline',
        'outline',
        '边界至少要三个点：经度 纬度，点与点之间用分号。',
        'An outline needs three points at least: lon lat, with semicolons between points.',
      );
      return null;
    },
  };
}
