import type { TravelTable } from '../../model/travel.ts';
import type { Arcs } from './arcs.ts';
import { Search } from './search.ts';

/** From a place to its road: on foot with a load, or along a lane that no map has. */
const OFF_ROAD_KMH = 8;

/** All sites to all sites. `offMetres` is each site's distance from its road; its row and column are Infinity where it has none (null). */
export function tableOver(arcs: Arcs, offMetres: readonly (number | null)[]): TravelTable {
  const { sites } = arcs;
  const minutes = new Float64Array(sites * sites).fill(Infinity);
  const metres = new Float64Array(sites * sites).fill(Infinity);
  const search = new Search(arcs);
  for (let i = 0; i < sites; i++) {
    const offI = offMetres[i];
    if (offI !== null && offI !== undefined) {
      search.from(i);
      for (let j = 0; j < sites; j++) {
        const offJ = offMetres[j];
        if (offJ === null || offJ === undefined) continue;
        metres[i * sites + j] = (search.metres[j] as number) + offI + offJ;
        minutes[i * sites + j] = (search.seconds[j] as number) / 60 + ((offI + offJ) * 0.06) / OFF_ROAD_KMH;
      }
    }
    metres[i * sites + i] = 0;
    minutes[i * sites + i] = 0;
  }
  return { minutes, metres };
}
