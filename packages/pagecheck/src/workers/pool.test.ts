import { afterEach, expect, it } from 'vitest';
import { chineseLetter, nestedForms } from '../../testing/pdfs.ts';
import { LIMITS } from '../../testing/sheets.ts';
import { Pool } from './pool.ts';

let pool: Pool;
afterEach(() => pool.close());

const all = { from: 0, to: 100 };

it('a job that takes too long ends with its worker, the one behind it is served by a new one', async () => {
  // On a fast machine pdfium gives the forms up by itself after five seconds; a new worker needs one for its first page.
  pool = new Pool({ workers: 1, timeoutMs: 3_000, maxMemoryMiB: 4_096 });
  const [endless, good] = await Promise.all([
    pool.run('prepareSource', { name: 'endless', bytes: nestedForms() }, all, LIMITS),
    pool.run('prepareSource', { name: 'good', bytes: await chineseLetter(1) }, all, LIMITS),
  ]);
  expect(endless).toMatchObject({ ok: false, why: 'timeout' });
  expect(good).toMatchObject({ ok: true });
}, 60_000);

it('a job that throws comes back as failed, and the next one is served', async () => {
  pool = new Pool({ workers: 1, timeoutMs: 30_000, maxMemoryMiB: 512 });
  expect(await pool.run('renderPage', new Uint8Array(10), 100)).toMatchObject({ ok: false, why: 'failed' });
  expect(await pool.run('prepareSource', { name: 'good', bytes: await chineseLetter(1) }, all, LIMITS)).toMatchObject({ ok: true });
});

it('closing answers what waits and what runs', async () => {
  pool = new Pool({ workers: 1, timeoutMs: 30_000, maxMemoryMiB: 512 });
  const jobs = [1, 2, 3].map(() => pool.run('prepareSource', { name: 'endless', bytes: nestedForms() }, all, LIMITS));
  await pool.close();
  for (const job of jobs) expect(await job).toMatchObject({ ok: false, why: 'closed' });
});
