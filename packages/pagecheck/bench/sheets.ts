import { createHash } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { openSheetWorkers, type SheetWorkers } from '../src/mod.ts';
import { chineseLetter, latinLetter } from '../testing/pdfs.ts';
import { photo, scanPdf } from '../testing/pictures.ts';

/** How fast uploads become sheet sets: wall and CPU milliseconds. Ends with one line of JSON. */

const LIMITS = { maxBytes: 64 * 2 ** 20, maxPages: 200 };
const CODE = `https://yinzheng.example.org/v/${'A1b2C3d4E5f6G7h8-_'.repeat(8).slice(0, 140)}`;
const figures: Record<string, number> = {};

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function cost(work: () => Promise<void>): Promise<Cost> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - wall, cpuMs: (user + system) / 1000 };
}

/** The whole way as the server goes it: prepare, sign each page's digest (here: hash it), print codes. */
async function sheetSet(workers: SheetWorkers, bytes: Uint8Array): Promise<void> {
  const prepared = await workers.prepare([{ name: 'bench.pdf', bytes }], LIMITS);
  if (!prepared.ok) throw new Error(prepared.problem.code);
  const { pages } = prepared.value;
  const marks = pages.map(({ contentDigest }, index) => ({
    text: CODE.slice(0, -8) + createHash('sha256').update(contentDigest).digest('hex').slice(0, 8),
    label: `第 ${index + 1} 页 共 ${pages.length} 页 · K7QF-2M9D`,
  }));
  await workers.printCodes(
    pages.map((page) => page.content),
    marks,
  );
}

async function measure(name: string, workers: SheetWorkers, bytes: Uint8Array, times: number): Promise<void> {
  const { wallMs, cpuMs } = await cost(async () => {
    for (let i = 0; i < times; i++) await sheetSet(workers, bytes);
  });
  figures[`${name} wall ms`] = Math.round((wallMs / times) * 10) / 10;
  figures[`${name} CPU ms`] = Math.round((cpuMs / times) * 10) / 10;
  console.log(`${name.padEnd(28)} wall ${(wallMs / times).toFixed(1).padStart(8)} ms   CPU ${(cpuMs / times).toFixed(1).padStart(8)} ms`);
}

console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}`);
const workers = openSheetWorkers({ workers: 2, timeoutMs: 60_000, maxMemoryMiB: 1024 });
const [simple, drawn, scan] = [await chineseLetter(1), await latinLetter(1), await scanPdf(await photo(4960, 7016, { quality: 95 }))];
await measure('first page, workers cold', workers, simple, 1);
for (let i = 0; i < 30; i++) await sheetSet(workers, simple); // warm
await measure('1 page vector', workers, simple, 200);
await measure('1 page rendered', workers, drawn, 20);
await measure('60 pages vector', workers, await chineseLetter(60), 3);
await measure('60 pages rendered', workers, await latinLetter(60), 3);
await measure(`${Math.round(scan.length / 1e6)} MB scan`, workers, scan, 3);
figures['resident MiB'] = Math.round(process.memoryUsage().rss / 2 ** 20);
await workers.close();
console.log(JSON.stringify({ bench: 'sheets', node: process.version, cores: availableParallelism(), ...figures }));
