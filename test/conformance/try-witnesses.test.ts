import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RequestDetail } from '@yinzheng/contract';
import { parsePolicy, verifyReceipt } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approveRequest } from '../../apps/cli/src/api/walk.ts';
import { operateMachine } from '../../apps/cli/src/try/operate-machine.ts';
import { openSampleTown, type SampleTown } from '../../apps/cli/src/try/sample-town.ts';
import { type ServerProcess, startServerProcess } from '../../apps/cli/src/try/server-process.ts';
import { SAMPLES } from './try-process.ts';

let dataDir = '';
let server: ServerProcess;
let town: SampleTown;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'yinzheng-witnesses-'));
  await chmod(dataDir, 0o711); // PostgreSQL may run under an account of its own
  server = await startServerProcess({ dataDir, withMachine: true });
  town = await openSampleTown(server.url);
}, 180_000);
afterAll(async () => {
  town?.close();
  await server?.stop();
  expect(witnessPids()).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

/** The living processes of `yinzheng witness` in this data folder. */
const witnessPids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes('witness') && words.some((word) => word.startsWith(path.join(dataDir, 'witnesses')));
      } catch {
        return false; // gone meanwhile
      }
    })
    .map(Number);

/** One document, asked for, approved and stamped by the emulated machine. */
async function stamp(): Promise<string> {
  const bytes = readFileSync(path.join(SAMPLES, 'relief-application.pdf'));
  const { clerk, approver, passkey, matter, seal } = town;
  const wish = { matter: matter.code, seal: seal.id, title: '见证', applicant: '示例·居民', purpose: '试用', copies: 1 };
  const draft = await clerk.postFiles<RequestDetail>('/api/v1/requests', wish, [{ name: '申请.pdf', bytes }]);
  await clerk.post(`/api/v1/requests/${draft.id}/filing`);
  await approveRequest(approver, passkey, draft.id);
  await operateMachine(server.screen, draft.id, () => {});
  return draft.id;
}

async function receiptOf(id: string) {
  const policy = parsePolicy(server.policy);
  if (!policy.ok) throw new Error(policy.code);
  for (;;) {
    const response = await fetch(`${server.url}/api/v1/public/records/${id}/receipt`);
    if (response.status === 409) continue; // the machine's last word is on its way
    const { ok, isAwaitingWitnesses, problems } = await verifyReceipt(await response.text(), { policy: policy.value });
    return { header: response.headers.get('yinzheng-receipt'), ok, isAwaitingWitnesses, problems: problems.map(({ code }) => code) };
  }
}

it.runIf(existsSync('/proc'))(
  'the sample’s witnesses: one may be killed, two are missed, and they come back',
  { timeout: 180_000 },
  async () => {
    const pids = witnessPids();
    expect(pids).toHaveLength(3);
    expect(await receiptOf(await stamp())).toMatchObject({ header: 'complete', ok: true });

    process.kill(pids[0] ?? 0, 'SIGKILL');
    expect(await receiptOf(await stamp())).toMatchObject({ header: 'complete', ok: true });

    // On a slow machine they are back before the use is over: then once more.
    let id = '';
    let awaiting: Awaited<ReturnType<typeof receiptOf>> | undefined;
    for (let turn = 0; turn < 4 && awaiting?.header !== 'awaiting-witnesses'; turn += 1) {
      for (const pid of witnessPids().slice(1)) process.kill(pid, 'SIGKILL');
      id = await stamp();
      awaiting = await receiptOf(id);
    }
    expect(awaiting).toMatchObject({ header: 'awaiting-witnesses', ok: false, isAwaitingWitnesses: true });
    expect(new Set(awaiting?.problems)).toEqual(new Set(['receipt/awaiting-witnesses']));
    await expect.poll(() => witnessPids().length, { timeout: 60_000, interval: 250 }).toBe(3);
    await expect.poll(() => receiptOf(id), { timeout: 30_000, interval: 500 }).toMatchObject({ header: 'complete', ok: true });
  },
);
