import { availableParallelism, cpus } from 'node:os';
import { ALTERED, type PageWhat, UNALTERED } from '../corpus/pages.ts';
import type { Approved, Taken, What } from '../corpus/pictures.ts';
import { SEALED } from '../corpus/seals.ts';
import { type CheckWorkers, openCheckWorkers, readPageCodes } from '../src/mod.ts';
import { Cache, type Stored } from './pagecheck/cache.ts';
import { costOf, residentMiB } from './pagecheck/cost.ts';
import { Misses } from './pagecheck/misses.ts';
import { optionsOf } from './pagecheck/options.ts';
import { Figures } from './pagecheck/rates.ts';
import { scorePage } from './pagecheck/score-page.ts';
import { scoreImpression, scoreSeals } from './pagecheck/score-seals.ts';

/**
 * How often the page check is right over the corpus, and what a page costs. Ends with one line of JSON.
 * `--seeds odd|even|all --pages N --capture scan200,device5,phone12,scan150,device2 --only pages,seals,job --what PREFIX --misses DIR --cache DIR`
 */

const LIMITS = { timeoutMs: 60_000, maxMemoryMiB: 1536 };
const JOB_PAGES = 60;
const COST_PAGES = 4;

const options = optionsOf(process.argv.slice(2));
const { seeds, captures, parts } = options;
const cache = new Cache(options.cacheDir);
const misses = new Misses(options.missesDir);
const figures = new Figures();
const approved = new Map<number, Approved>();
for (const seed of seeds) approved.set(seed, await cache.approved(seed));

const whats: What[] = [...(parts.has('pages') ? [...UNALTERED, ...ALTERED] : []), ...(parts.has('seals') ? SEALED : [])];
const stored: Stored[] = [];
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}; seeds ${seeds[0]} to ${seeds.at(-1)}, ${captures.join(', ')}`,
);
for (const seed of seeds) {
  for (const what of whats) if (what.startsWith(options.what)) stored.push(...(await cache.pictures(seed, what, captures)));
}

const checkOf = ({ seed }: Stored, { photo, truth }: Taken) => {
  const { page, code, specimens } = approved.get(seed) as Approved;
  return { photo, page, expectedCode: code, expectedInk: truth.expectedInk, seals: specimens };
};

/** All checks of one picture, counted. */
async function score(workers: CheckWorkers, one: Stored): Promise<void> {
  const taken = one.read();
  const isPage = ([...UNALTERED, ...ALTERED] as readonly What[]).includes(one.what);
  try {
    const report = await workers.checkSheet(checkOf(one, taken));
    const wrong = [...(isPage ? scorePage(figures, taken, report) : []), ...scoreSeals(figures, taken, report)];
    if (taken.before) {
      const [seal] = (approved.get(one.seed) as Approved).specimens;
      const impression = await workers.checkImpression({ before: taken.before, after: taken.photo, ...(seal ? { seal } : {}) });
      wrong.push(...scoreImpression(figures, taken, impression));
    }
    misses.keep(taken, wrong, report);
    figures.rate(`${one.capture} checks that failed`, false);
  } catch (error) {
    figures.rate(`${one.capture} checks that failed`, true);
    misses.keep(taken, [String(error)], null);
    console.error(`${one.seed} ${one.what} ${one.capture}: ${error}`);
  }
}

/** As many at a time as there are workers. */
async function each<T>(list: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  const lane = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const lanes = availableParallelism() > 1 ? 2 : 1;
const workers = openCheckWorkers({ workers: lanes, ...LIMITS });
const all = await costOf(() => each(stored, lanes, (one) => score(workers, one)));
figures.print();
const costs: Record<string, number> = { checks: stored.length, 'all wall ms': Math.round(all.wallMs), 'all CPU ms': Math.round(all.cpuMs) };
await workers.close();

/** Pages one at a time in one worker: what a person at the machine waits for. */
for (const capture of captures) {
  const some = stored
    .filter((one) => one.capture === capture && (UNALTERED as readonly What[]).includes(one.what as PageWhat))
    .slice(0, COST_PAGES);
  if (some.length === 0) continue;
  const single = openCheckWorkers({ workers: 1, ...LIMITS });
  const run = (one: Stored): Promise<void> => single.checkSheet(checkOf(one, one.read())).then(() => undefined);
  await run(some[0] as Stored); // warm: models and WebAssembly are loaded once
  const cost = await costOf(() => each(some, 1, run));
  costs[`${capture} page wall ms`] = Math.round(cost.wallMs / some.length);
  costs[`${capture} page CPU ms`] = Math.round(cost.cpuMs / some.length);
  costs[`${capture} peak resident MiB`] = cost.peakMiB;
  await single.close();
  const photos = some.map((one) => one.read().photo);
  await readPageCodes(photos[0] as Uint8Array);
  const reading = await costOf(() => each(photos, 1, async (photo) => void (await readPageCodes(photo))));
  costs[`${capture} code with decoding, wall ms`] = Math.round(reading.wallMs / photos.length);
}

/** Many pages in a row: both cores busy, memory flat. */
if (parts.has('job')) {
  const pages = await Promise.all(seeds.slice(0, 6).map((seed) => cache.pictures(seed, 'clean', ['device5'])));
  const job = Array.from({ length: JOB_PAGES }, (_, i) => pages.flat()[i % pages.flat().length] as Stored);
  const pool = openCheckWorkers({ workers: lanes, ...LIMITS });
  const resident: number[] = [];
  const cost = await costOf(() =>
    each(job, lanes, async (one) => {
      await pool.checkSheet(checkOf(one, one.read()));
      resident.push(residentMiB());
    }),
  );
  await pool.close();
  costs['job wall ms'] = Math.round(cost.wallMs);
  costs['job CPU to wall, percent'] = Math.round((cost.cpuMs / cost.wallMs) * 100);
  [10, 20, 40, JOB_PAGES].forEach((page) => {
    costs[`job resident MiB after page ${page}`] = resident[page - 1] ?? 0;
  });
}

for (const [name, value] of Object.entries(costs)) console.log(`${name.padEnd(58)} ${value}`);
console.log(JSON.stringify({ bench: 'pagecheck', node: process.version, cores: availableParallelism(), seeds, figures, costs }));
