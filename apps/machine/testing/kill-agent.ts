// An agent that stamps as fast as it can, to be killed at any moment: real journal and store on disk, real drivers over
// emulated parts, whose presses are noted outside the journal. Arguments: data folder, file with founding, roster and authorisations.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ed25519Signer, utf8 } from '@yinzheng/ledger';
import { startMachineCore } from '../src/core/machine.ts';
import { systemClock } from '../src/core/ports.ts';
import { sourceCamera } from '../src/drivers/camera/driver.ts';
import { emulatedHardware } from '../src/hardware.ts';
import { openJournalFile } from '../src/journal/file.ts';
import { folderStore } from '../src/journal/store.ts';
import { goodSheet, MACHINE } from './fake-machine.ts';

const [data = '', plan = ''] = process.argv.slice(2);
const { founding, roster, authorisations } = JSON.parse(await readFile(plan, 'utf8'));
const hardware = emulatedHardware(
  new Map([
    [1, '示例'],
    [2, '示例'],
  ]),
  join(data, 'presses.jsonl'),
);
let pictures = 0;
const started = await startMachineCore({
  machine: MACHINE,
  version: 'kill',
  founding,
  signer: await ed25519Signer(new Uint8Array(32).fill(7)),
  clock: systemClock(),
  journalFile: await openJournalFile(join(data, 'journal.jsonl')),
  store: folderStore(data),
  lock: hardware.lock,
  fingerprint: hardware.fingerprint,
  camera: sourceCamera(async () => utf8(`${process.pid} ${++pictures}`)),
  sheetCheck: goodSheet,
});
if (!started.ok) {
  process.stderr.write(`${started.code}\n`);
  process.exit(3);
}
const { commands, desk, memory } = started.value;
process.stdout.write('ready\n');
for (const [at, authorisation] of authorisations.entries())
  await commands.receive({ v: 1, id: `command-${at}`, kind: 'authorise', at: new Date().toISOString(), authorisation, roster });
for (const { jti } of memory.all()) {
  for (;;) {
    hardware.emulated?.fingerprint.touch(7);
    if (!(await desk.choose(jti)).ok) break;
    while ((await desk.checkSheet()).ok && (await desk.press()).ok) process.stdout.write('.');
  }
  await desk.leave();
}
process.stdout.write('done\n');
process.exit(0);
