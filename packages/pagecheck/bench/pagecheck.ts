import { availableParallelism, cpus } from 'node:os';
import sharp from 'sharp';
import { ALTERED, type PageWhat, UNALTERED } from '../corpus/pages.ts';
import type { Approved, Taken, What } from '../corpus/pictures.ts';
import { SEALED } from '../corpus/seals.ts';
import { type CheckWorkers, openCheckWorkers, type Raster, readPageCodes } from '../src/mod.ts';
import { alone } from './pagecheck/alone.ts';
import { Cache, cacheFolder, type Stored } from './pagecheck/cache.ts';
import { costOf, residentMiB } from './pagecheck/cost.ts';
import { fill } from './pagecheck/fill.ts';
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
/** Different pages that the job goes over again and again. */
const JOB_KINDS = 6;

const options = optionsOf(process.argv.slice(2));
const { seeds, captures, parts } = options;
const folder = await cacheFolder(options.cacheDir);
const cache = new Cache(folder);
const misses = new Misses(options.missesDir);
const figures = new Figures();
const whats: What[] = [...(parts.has('pages') ? [...UNALTERED, ...ALTERED] : []), ...(parts.has('seals') ? SEALED : [])];
const lanes = availableParallelism() > 1 ? 2 : 1;
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}; seeds ${seeds[0]} to ${seeds.at(-1)}, ${captures.join(', ')}`,
);
const wanted = seeds.flatMap((seed) => whats.filter((what) => what.startsWith(options.what)).map((what) => ({ seed, what, captures })));
const jobPages = parts.has('job') ? seeds.slice(0, JOB_KINDS).map((seed) => ({ seed, what: 'clean', captures: ['device5'] }) as const) : [];
const made = await costOf(() => fill(folder, [...wanted, ...jobPages], lanes));
const approved = new Map(seeds.map((seed) => [seed, cache.approved(seed)]));
const stored = wanted.flatMap(({ seed, what }) => cache.pictures(seed, what, captures));

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
      const { page, code, specimens } = approved.get(one.seed) as Approved;
      const [seal] = specimens;
      // Copies in black are told from the approved page's own print only.
      const against = one.what === 'seal-grey' ? { page, expectedCode: code } : {};
      const impression = await workers.checkImpression({ before: taken.before, after: taken.photo, ...(seal ? { seal } : {}), ...against });
      wrong.push(...scoreImpression(figures, taken, impression));
    }
    await misses.keep(taken, wrong, report);
    figures.rate(`${one.capture} checks that failed`, false);
  } catch (error) {
    figures.rate(`${one.capture} checks that failed`, true);
    await misses.keep(taken, [String(error)], null);
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

const workers = openCheckWorkers({ workers: lanes, ...LIMITS });
const all = await costOf(() => each(stored, lanes, (one) => score(workers, one)));
figures.print();
const costs: Record<string, number> = {
  'corpus wall ms': Math.round(made.wallMs),
  checks: stored.length,
  'all wall ms': Math.round(all.wallMs),
  'all CPU ms': Math.round(all.cpuMs),
};
await workers.close();

async function decoded(photo: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(photo).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 4, data };
}

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
  const checks = some.map((one) => checkOf(one, one.read()));
  costs[`${capture} one worker alone, peak resident MiB`] = Math.round((await alone(checks)).peakMiB);
  const unread = await alone(checks.map((check) => ({ ...check, text: 'none' })));
  costs[`${capture} page without text vote, wall ms`] = Math.round(unread.wallMs);
  costs[`${capture} page without text vote, CPU ms`] = Math.round(unread.cpuMs);
  costs[`${capture} one worker alone without text vote, peak resident MiB`] = Math.round(unread.peakMiB);
  const pictures = await Promise.all(some.map((one) => decoded(one.read().photo)));
  await readPageCodes(pictures[0] as Raster);
  const reading = await costOf(() => each(pictures, 1, async (picture) => void (await readPageCodes(picture))));
  costs[`${capture} code, wall ms`] = Math.round(reading.wallMs / pictures.length);
  costs[`${capture} code, CPU ms`] = Math.round(reading.cpuMs / pictures.length);
}

/** Many pages in a row: both cores busy, memory flat. */
if (parts.has('job')) {
  const pages = jobPages.flatMap(({ seed, what, captures }) => cache.pictures(seed, what, captures));
  const job = Array.from({ length: JOB_PAGES }, (_, i) => pages[i % pages.length] as Stored);
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
