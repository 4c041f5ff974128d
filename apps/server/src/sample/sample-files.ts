import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Ports } from '../ports/ports.ts';

type SampleTable = 'divisions' | 'bodies' | 'machines' | 'people' | 'seals' | 'matters';

/** In the order in which each refers only to what came before. */
export const SAMPLE_TABLES: readonly SampleTable[] = ['divisions', 'bodies', 'machines', 'people', 'seals', 'matters'];

export const readSampleFile = (samplesDir: string, table: SampleTable): Promise<Uint8Array> =>
  readFile(path.join(samplesDir, `${table}.csv`));

/** Rows of one of our own files, by column. */
export async function readSampleRows(
  ports: Pick<Ports, 'tables'>,
  samplesDir: string,
  table: SampleTable,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const { header, rows } = await ports.tables.readTable(`${table}.csv`, await readSampleFile(samplesDir, table));
  return rows.map(({ cells }) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}
