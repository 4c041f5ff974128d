import { Worker } from 'node:worker_threads';
import { Refused } from '../../ports/refused.ts';
import type { Table, Tables } from '../../ports/tables.ts';
import { INLINE_BYTES, MAX_FILE_MIB, MAX_HEAP_MIB, MAX_TIME_MS } from './limits.ts';
import { isPacked, readTable } from './read-table.ts';
import type { TableAnswer, TableJob } from './table-thread.ts';

/** Reads a short text at once, anything else in a thread of its own, which is ended when it takes too long or too much. */
export function openTables({ maxTimeMs = MAX_TIME_MS, maxHeapMiB = MAX_HEAP_MIB } = {}): Tables {
  return {
    async readTable(file, bytes) {
      if (bytes.length > MAX_FILE_MIB * 2 ** 20) throw new Refused('upload/too-large', { file, limitMiB: MAX_FILE_MIB });
      const job: TableJob = { file, bytes: new Uint8Array(bytes) };
      if (bytes.length <= INLINE_BYTES && !isPacked(bytes)) return readTable(file, job.bytes);
      const worker = new Worker(new URL('./table-thread.ts', import.meta.url), {
        workerData: job,
        transferList: [job.bytes.buffer],
        resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB },
      });
      try {
        return await answerOf(worker, file, maxTimeMs);
      } finally {
        await worker.terminate();
      }
    },
  };
}

function answerOf(worker: Worker, file: string, maxTimeMs: number): Promise<Table> {
  const tooMuch = new Refused('import/unreadable', { file, detail: '处理超时或内存超限 / it took too long or too much memory' });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooMuch), maxTimeMs);
    worker.once('message', (answer: TableAnswer) => {
      if ('table' in answer) resolve(answer.table);
      else reject(new Refused(answer.refused.code, answer.refused.params));
    });
    worker.once('error', (cause) => reject((cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch : cause));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(tooMuch); // says nothing when an answer came first
    });
  });
}
