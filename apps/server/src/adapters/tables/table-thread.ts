import { parentPort, workerData } from 'node:worker_threads';
import { Refused } from '../../ports/refused.ts';
import type { Table } from '../../ports/tables.ts';
import { readTable } from './read-table.ts';

export interface TableJob {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type TableAnswer = { readonly table: Table } | { readonly refused: Pick<Refused, 'code' | 'params'> };

const { file, bytes } = workerData as TableJob;

async function answer(): Promise<TableAnswer> {
  try {
    return { table: await readTable(file, bytes) };
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    return { refused: { code: cause.code, params: cause.params } };
  }
}

parentPort?.postMessage(await answer());
