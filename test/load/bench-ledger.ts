import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { fill } from './ledger/fill.ts';
import { openLedgerStand } from './ledger/ledger-stand.ts';
import { handIn, openWriters, waitForReceipts } from './ledger/load.ts';
import { checkWhole, copyWhole, folderAt, signedLog } from './ledger/outsiders.ts';
import { proveAtRandom } from './ledger/proofs.ts';

/**
 * `npm run bench:ledger`: the ledger on a real PostgreSQL with all its syncs, load and all in one process on the same cores.
 * `--seconds N` (default 60) of steady load and of waiting callers each; then the log is filled to `--entries N` (default 10,000,000,
 * which takes some 20 minutes and 20 GB); then proofs from its files. The last line is JSON.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '12000' },
    entries: { type: 'string', default: '10000000' },
  },
});
const [seconds, rate, entries] = [Number(values.seconds), Number(values.rate), Number(values.entries)];
const stand = await openLedgerStand();
try {
  const writers = await openWriters();
  await handIn(stand, writers, rate, rate); // compiled first: the first second measures the compiler
  console.log(`Sixteen callers, each waiting for its own receipt, ${seconds} s (goal ≥ 1,500/s)`);
  const receipts = rounded(await waitForReceipts(stand, seconds));
  console.log(receipts);
  console.log(`\nSteady load, ${rate} entries/s for ${seconds} s (goal ≥ 10,000/s; commit to signed checkpoint p99 ≤ 1,000 ms)`);
  const steady = rounded(await handIn(stand, writers, rate * seconds, rate));
  console.log(steady);
  console.log(`\nFilling to ${entries.toLocaleString('en')} entries`);
  const step = Math.min(1_000_000, Math.max(10_000, Math.ceil(entries / 3)));
  const first = await fill(stand, writers, Math.min(entries, step), step);
  const whole = await folderAt(stand, await stand.newestCheckpoint());
  console.log('\nThe whole log so far, checked by an outsider without the acts’ own signatures (goal: 1,000,000 in ≤ 60 s)');
  const checked = rounded(await checkWhole(whole, stand.vkey, 'roster'));
  console.log(checked);
  const signed = await signedLog(stand, 20_000);
  console.log('… and with every signature, of a log in which all is signed');
  const deeply = rounded(await checkWhole(signed.folder, signed.vkey, 'all'));
  console.log(deeply, '\n');
  console.log('A mirror that comes late (goal ≥ 50,000 entries/s)');
  const mirrored = rounded(await copyWhole(stand, whole));
  console.log(mirrored, '\n');
  const stretches = [...first, ...(await fill(stand, writers, entries, step))];
  console.log('\nInclusion proofs from tiles on disk (goal ≤ 5 ms), verification (goal ≤ 1 ms)');
  const proofs = rounded(await proveAtRandom(stand));
  console.log(proofs, '\n');
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
  };
  console.log(
    JSON.stringify({ bench: 'ledger', receipts, steady, checked, deeply, mirrored, stretches: stretches.map(rounded), proofs, ...machine }),
  );
} finally {
  await stand.stop();
}
process.exit();

function rounded<T extends object>(figures: T): T {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' ? Math.round(value * 100) / 100 : value]),
  ) as T;
}
