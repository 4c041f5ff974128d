import type { Terrain } from './terrain.ts';

/** Of SRTM's three arc seconds. */
const SAMPLES = 1201;
const VOID = -32768;

/** The terrain as SRTM tiles, with nothing (void) where it ends. */
export function writeHgt(terrain: Terrain): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const metres = terrain.side * terrain.cellMetres;
  const [low, high] = [terrain.placeOf(0, 0), terrain.placeOf(metres, metres)];
  const tiles: { name: string; bytes: Uint8Array }[] = [];
  for (let south = Math.floor(low.lat); south <= high.lat; south++) {
    for (let west = Math.floor(low.lon); west <= high.lon; west++) {
      const bytes = Buffer.alloc(SAMPLES * SAMPLES * 2);
      for (let row = 0; row < SAMPLES; row++) {
        for (let column = 0; column < SAMPLES; column++) {
          const place = { lon: west + column / (SAMPLES - 1), lat: south + 1 - row / (SAMPLES - 1) };
          const { x, y } = terrain.metresOf(place);
          const isWithin = x > -200 && y > -200 && x < metres + 200 && y < metres + 200;
          bytes.writeInt16BE(isWithin ? Math.round(terrain.heightAt(x, y)) : VOID, (row * SAMPLES + column) * 2);
        }
      }
      tiles.push({ name: `N${String(south).padStart(2, '0')}E${String(west).padStart(3, '0')}.hgt`, bytes });
    }
  }
  return tiles;
}
