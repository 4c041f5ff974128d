import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ed25519Signer, genesisDigest, type JournalRecord } from '@yinzheng/ledger';
import { expect, test } from 'vitest';
import { MACHINE } from '../../testing/fake-machine.ts';
import { foundTown } from '../../testing/town.ts';
import { replay } from '../journal/replay.ts';

const AGENT = fileURLToPath(new URL('../../testing/kill-agent.ts', import.meta.url));
const KILLS = 24;
const ALLOWED = 60;

/** One life: killed `ms` after it is ready; null lets it work until all is done. */
async function live(data: string, plan: string, ms: number | null): Promise<string> {
  const child = spawn(process.execPath, [AGENT, data, plan], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    if (said === '' && ms !== null) setTimeout(() => child.kill('SIGKILL'), ms);
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== null && code !== 0) throw new Error(`the agent ended with ${code}: ${errors}`);
  return said;
}

test(`killed ${KILLS} times with -9 while it stamps: presses ≤ reservations ≤ allowed, no acknowledged record lost, the journal verifies`, async () => {
  const data = await mkdtemp(join(tmpdir(), 'yinzheng-kill-'));
  const signer = await ed25519Signer(new Uint8Array(32).fill(7));
  const town = await foundTown({ id: MACHINE, journal: signer }, new Date('2026-01-01T00:00:00.000Z'));
  const authorisations = await Promise.all(
    ['jti-1', 'jti-2', 'jti-3'].map((jti) => town.authorise({ jti, impressions: [ALLOWED], win: 600 })),
  );
  const plan = join(data, 'plan.json');
  await writeFile(plan, JSON.stringify({ founding: town.founding, roster: town.links, authorisations }));
  const known = { dev: MACHINE, key: signer.publicKey, genesis: genesisDigest(MACHINE, signer.kid) };
  const records = async (): Promise<readonly JournalRecord[]> => {
    const read = await replay(await readFile(join(data, 'journal.jsonl')), known);
    if (!read.ok) throw new Error(read.code);
    return read.value.records;
  };

  let before: readonly JournalRecord[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const said = await live(data, plan, 5 + Math.random() * 400);
    if (said.includes('done')) break;
    const now = await records();
    expect(now.slice(0, before.length).map(({ h }) => h)).toEqual(before.map(({ h }) => h));
    before = now;
  }
  expect(before.at(-1)?.boot).toBeGreaterThanOrEqual(20);
  await live(data, plan, null);

  const all = await records();
  const pressed = (await readFile(join(data, 'presses.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const count = (type: string, jti?: string): number =>
    all.filter((it) => it.type === type && (jti === undefined || it.jti === jti)).length;
  const reservations = count('use.reserved') - count('use.voided');
  expect(pressed.length).toBeLessThanOrEqual(reservations);
  expect(pressed.every(({ isUnlocked }: { isUnlocked: boolean }) => isUnlocked)).toBe(true);
  for (const jti of ['jti-1', 'jti-2', 'jti-3']) expect(count('use.reserved', jti) - count('use.voided', jti)).toBeLessThanOrEqual(ALLOWED);
  expect(pressed.length).toBeGreaterThan(ALLOWED); // it did stamp
  expect(count('use.impression') + count('use.unknown') + count('use.voided')).toBe(count('use.reserved'));
  console.log(
    `${KILLS} kills: ${pressed.length} presses seen, ${reservations} spent, ${count('use.unknown')} unknown, ${all.length} records`,
  );
  await rm(data, { recursive: true });
}, 300_000);
