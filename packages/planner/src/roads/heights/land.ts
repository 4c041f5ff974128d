import { BadFile } from '../osm/bad-file.ts';
import { unzipOne } from './unzip-one.ts';

/** How high the land is; NaN where no file tells. */
export interface Land {
  metresAt(lon: number, lat: number): number;
}

export interface HeightFile {
  /** `N42E001.hgt` or `N42E001.hgt.zip`: the name tells the south-west corner. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Tile {
  readonly side: number;
  readonly view: DataView;
}

const VOID = -32768;
/** Samples on a side: SRTM's arc seconds 1 and 3. */
const SIDES = [3601, 1201];
const LARGEST = 3601 * 3601 * 2;

function readTile(file: HeightFile): { key: string; tile: Tile } {
  const isZip = file.bytes[0] === 0x50 && file.bytes[1] === 0x4b;
  const { name, bytes } = isZip ? unzipOne(file.bytes, '.hgt', LARGEST, file.name) : file;
  const [, ns, lat, ew, lon] = /([NS])(\d{2})([EW])(\d{3})[^/\\]*$/i.exec(name) ?? /([NS])(\d{2})([EW])(\d{3})/i.exec(file.name) ?? [];
  const side = SIDES.find((samples) => samples * samples * 2 === bytes.length);
  if (lat === undefined || lon === undefined || side === undefined) {
    throw new BadFile(
      'plan/heights-not-hgt',
      file.name,
      '这不是 SRTM 高程文件：文件名须像 N27E119.hgt，内容须为 1201×1201 或 3601×3601 个样点。',
      'This is no SRTM height file: its name must be like N27E119.hgt, and hold 1201 × 1201 or 3601 × 3601 samples.',
    );
  }
  const south = Number(lat) * (ns?.toUpperCase() === 'S' ? -1 : 1);
  const west = Number(lon) * (ew?.toUpperCase() === 'W' ? -1 : 1);
  return { key: `${west} ${south}`, tile: { side, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) } };
}

/** Bilinear between the four samples around; void ones are left out. */
function sample({ side, view }: Tile, east: number, north: number): number {
  const x = Math.min(east * (side - 1), side - 1.000001);
  const y = Math.min((1 - north) * (side - 1), side - 1.000001);
  const column = Math.floor(x);
  const row = Math.floor(y);
  let sum = 0;
  let weight = 0;
  for (let corner = 0; corner < 4; corner++) {
    const dx = corner & 1;
    const dy = corner >> 1;
    const height = view.getInt16(((row + dy) * side + column + dx) * 2);
    const part = (dx === 1 ? x - column : 1 - x + column) * (dy === 1 ? y - row : 1 - y + row);
    if (height === VOID) continue;
    sum += height * part;
    weight += part;
  }
  return weight > 0 ? sum / weight : Number.NaN;
}

/** Reads .hgt tiles (SRTM: big-endian metres, rows from the north), plain or zipped. Throws `BadFile`. */
export function readLand(files: readonly HeightFile[]): Land {
  const tiles = new Map(files.map(readTile).map(({ key, tile }) => [key, tile]));
  let [west, south] = [Number.NaN, Number.NaN];
  let tile: Tile | undefined;
  return {
    metresAt: (lon, lat) => {
      if (Math.floor(lon) !== west || Math.floor(lat) !== south) {
        west = Math.floor(lon);
        south = Math.floor(lat);
        tile = tiles.get(`${west} ${south}`);
      }
      return tile ? sample(tile, lon - west, lat - south) : Number.NaN;
    },
  };
}
