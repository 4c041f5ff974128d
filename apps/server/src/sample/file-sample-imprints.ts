import type { Ports } from '../ports/ports.ts';
import { fileImprint } from '../towns/mod.ts';
import { readSampleRows } from './sample-files.ts';

type Used = Parameters<typeof fileImprint>[0] & Pick<Ports, 'tables'>;

/** Draws the impression of an invented seal. */
type DrawImprint = (face: { readonly faceText: string; readonly diameterMm: number }) => Promise<Uint8Array>;

/** Files the imprint of each of the sample's seals that has none yet: the seals are invented, and so are their imprints. */
export async function fileSampleImprints(ports: Used, it: { readonly samplesDir: string; readonly draw: DrawImprint }): Promise<void> {
  const seals = await ports.store.towns.sealsInAll();
  const without = new Set(seals.filter(({ imprint }) => imprint === null).map(({ seal }) => seal));
  if (without.size === 0) return;
  for (const { id = '', face = '', diameter } of await readSampleRows(ports, it.samplesDir, 'seals'))
    if (without.has(id)) await fileImprint(ports, null, id, await it.draw({ faceText: face, diameterMm: Number(diameter) }));
}
