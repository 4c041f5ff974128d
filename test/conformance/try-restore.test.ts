import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Policy, policyOf, text, verifyReceipt } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run as mirror } from '../../apps/cli/src/mirror/command.ts';
import { openSampleTown } from '../../apps/cli/src/try/sample-town.ts';
import { freePorts, type ServerProcess, startServerProcess } from '../../apps/cli/src/try/server-process.ts';
import { stampDocument } from '../../apps/cli/src/try/stamp-document.ts';
import { run as verify } from '../../apps/cli/src/verify/command.ts';
import { SAMPLES } from './try-process.ts';

const NAME = 'mirror.example/yinzheng';
const FILE = path.join(SAMPLES, 'relief-application.pdf');

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'yinzheng-restore-'));
  await chmod(folder, 0o711); // PostgreSQL may run under an account of its own
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: readonly string[]): string => path.join(folder, ...names);

/** A command as a person runs it, its answer in English. */
async function yinzheng(command: typeof mirror, ...args: readonly string[]) {
  const said: string[] = [];
  const print = (line: string): void => void said.push(line);
  const code = await command([...args, '--lang', 'en'], { env: {}, print, complain: print });
  return { code, said: said.join('\n') };
}

/** Stamps the sample document and answers with the receipt. */
async function stamp(server: ServerProcess, name: string): Promise<string> {
  const town = await openSampleTown(server.url);
  try {
    await stampDocument(server, town, { file: FILE, bytes: readFileSync(FILE), folder: at(name), shown: name }, () => {});
    return readFileSync(at(name, 'receipt.json'), 'utf8');
  } finally {
    town.close();
  }
}

const trusting = (vkey: string): Policy => {
  const policy = policyOf(vkey);
  if (!policy.ok) throw new Error(policy.code);
  return policy.value;
};

it('a real log that lost its tiles is restored from a mirror and goes on; old and new receipts hold', async () => {
  // The machine finds its town again only where it was enrolled.
  const ports = await freePorts(4);
  const env = Object.fromEntries(['PORT', 'GATEWAY_PORT', 'MQTT_PORT', 'SCREEN_PORT'].map((name, place) => [name, String(ports[place])]));
  const start = () => startServerProcess({ dataDir: at('data'), withMachine: true, env });
  const logDir = at('data', 'log');
  let server = await start();
  const vkey = server.logKey;
  let first: string;
  try {
    first = await stamp(server, 'first');
    // Until the last act that is on its way has arrived.
    for (let copied = ''; ; ) {
      const { code, said } = await yinzheng(mirror, '--log', vkey, `${server.url}/log`, '--data', at('mirror'), '--name', NAME, '--once');
      expect(code, said).toBe(0);
      const now = await (await fetch(`${server.url}/log/checkpoint`)).text();
      if (now === copied) break;
      copied = now;
    }
  } finally {
    await server.stop();
  }

  const known = at('known.checkpoint');
  cpSync(path.join(logDir, 'checkpoint'), known);
  rmSync(path.join(logDir, 'tile'), { recursive: true });
  expect((await yinzheng(verify, logDir, '--key', vkey)).code).toBe(1);
  const restored = await yinzheng(mirror, 'restore', '--from', at('mirror'), '--to', logDir, '--key', vkey, '--known', known);
  expect(restored, restored.said).toMatchObject({ code: 0 });
  expect(await yinzheng(verify, logDir, '--key', vkey)).toMatchObject({ code: 0 });

  server = await start();
  let second: string;
  try {
    second = await stamp(server, 'second');
  } finally {
    await server.stop();
  }
  for (const receipt of [first, second])
    expect(await verifyReceipt(receipt, { policy: trusting(vkey) })).toMatchObject({ ok: true, problems: [] });
  expect(await yinzheng(verify, logDir, '--key', vkey)).toMatchObject({ code: 0, said: expect.stringContaining('whole and gap-free') });
  const grew = await yinzheng(verify, known, path.join(logDir, 'checkpoint'), '--key', vkey);
  expect(grew, grew.said).toMatchObject({ code: 0, said: expect.stringContaining('and changed nothing') });
  expect(text(readFileSync(known))).not.toBe(text(readFileSync(path.join(logDir, 'checkpoint'))));
}, 240_000);
