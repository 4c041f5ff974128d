import { parseArgs } from 'node:util';
import { openLedgerStand } from './ledger/ledger-stand.ts';
import { countSyncs } from './ledger/syncs.ts';
import { sustain, waitForReceipts } from './ledger/throughput.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
const folder = await countSyncs();
const stand = await openLedgerStand();
try {
  console.log('receipts', await waitForReceipts(stand, folder, Math.min(seconds, 20)));
  console.log('sustained', await sustain(stand, folder, seconds, 12_000));
} finally {
  await stand.stop();
}
process.exit();
