import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { residentMiB } from '../process-figures.ts';
import type { LedgerStand } from './ledger-stand.ts';
import { handIn, type Writers } from './load.ts';

/** What one more stretch of the log cost. */
export interface Stretch {
  readonly size: number;
  readonly perSecond: number;
  readonly nodeCpuUsPerEntry: number;
  readonly postgresCpuUsPerEntry: number;
  readonly residentMiB: number;
  /** The log's public files. */
  readonly folderBytesPerEntry: number;
  readonly databaseBytesPerEntry: number;
}

/** Fills the log up to `size`, as fast as it takes acts, and tells of each stretch what it cost. */
export async function fill(stand: LedgerStand, writers: Writers, size: number, step: number): Promise<readonly Stretch[]> {
  const stretches: Stretch[] = [];
  let [folder, database] = [await bytesBelow(stand.logDir), await stand.databaseBytes()];
  for (let from = await stand.size(); from < size; from = await stand.size()) {
    const acts = Math.min(step - (from % step), size - from);
    const told = await handIn(stand, writers, acts, null);
    const [folderNow, databaseNow] = [await bytesBelow(stand.logDir), await stand.databaseBytes()];
    const stretch: Stretch = {
      size: await stand.size(),
      perSecond: told.perSecond,
      nodeCpuUsPerEntry: (told.nodeCpuSeconds * 1e6) / told.acts,
      postgresCpuUsPerEntry: (told.postgresCpuSeconds * 1e6) / told.acts,
      residentMiB: await residentMiB(process.pid),
      folderBytesPerEntry: (folderNow - folder) / told.acts,
      databaseBytesPerEntry: (databaseNow - database) / told.acts,
    };
    [folder, database] = [folderNow, databaseNow];
    stretches.push(stretch);
    console.log(
      `  ${stretch.size.toLocaleString('en')} entries: ${Object.entries(stretch)
        .slice(1)
        .map(([name, value]) => `${name} ${Math.round(value)}`)
        .join(', ')}`,
    );
  }
  return stretches;
}

async function bytesBelow(dir: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const name = path.join(dir, entry.name);
    // A draft may be gone before it is looked at.
    if (entry.isDirectory()) bytes += await bytesBelow(name);
    else
      bytes += await stat(name).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}
