import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openCheckpointWith, parseVkey, sha256Hex, toB64, utf8 } from '@yinzheng/ledger';
import { expect, it } from 'vitest';
import { type GrowingLog, growingLog } from '../../../../test/arbitraries/growing-log.ts';
import { callOf, postCheckpoint, startWitness, type WitnessProcess } from '../../../../test/kit/witness-process.ts';

const ORIGIN = 'two-faced.example';
const FORK_AT = 5;
const MOST = 6_000;
const KILLS = Number(process.env.YINZHENG_KILLS ?? 25);
const CALLERS = 4;

const keyOf = (vkey: string) => {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(key.code);
  return key.value;
};

/** The same in every run with this seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it(`cosigns one history only and never goes back, however often it is killed (${KILLS} times)`, {
  timeout: 60_000 + KILLS * 3_000,
}, async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'yinzheng-witness-kills-'));
  const roll = dice(20_261_127);
  const faces = await Promise.all([growingLog(ORIGIN, MOST), growingLog(ORIGIN, MOST, 'other ', FORK_AT)]);
  const cosigned = new Map<number, string>();
  let newest = 0;
  let refused = 0;

  const check = async (witness: WitnessProcess, face: GrowingLog, size: number, text: string): Promise<void> => {
    const opened = await openCheckpointWith([keyOf(face.vkey)], witness.vkeys.map(keyOf), (await face.note(size)) + text);
    expect(opened.ok && opened.value.note.signatures.length).toBe(2);
    const root = toB64(face.root(size));
    expect(cosigned.get(size) ?? root, `two roots of size ${size} are cosigned`).toBe(root);
    cosigned.set(size, root);
    newest = Math.max(newest, size);
  };
  /** Both histories, from whatever size it says it knows, until the connection breaks. */
  async function pester(witness: WitnessProcess): Promise<void> {
    for (let old = 0; ; ) {
      const face = faces[roll(2)] as GrowingLog;
      const size = Math.min(MOST, old + roll(4));
      const reply = await postCheckpoint(witness.url, await callOf(face, old, size)).catch(() => null);
      if (!reply) return;
      if (reply.status === 200) await check(witness, face, size, reply.text);
      if (reply.status === 422) refused += 1;
      if (reply.status === 409) old = Number(reply.text);
      else if (reply.status === 200) old = size;
    }
  }

  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const witness = await startWitness({
        name: 'w.example',
        data,
        args: ['--log', (faces[0] as GrowingLog).vkey, '--per-log', '1000000', '--per-address', '1000000'],
      });
      const shown = await fetch(`${witness.url}/${sha256Hex(utf8(ORIGIN))}/checkpoint`);
      const size = shown.ok ? Number((await shown.text()).split('\n')[1]) : 0;
      expect(size, 'what was answered is remembered').toBeGreaterThanOrEqual(newest);
      const callers = Array.from({ length: CALLERS }, () => pester(witness));
      await new Promise((resolve) => setTimeout(resolve, 10 + roll(250)));
      expect(await witness.kill('SIGKILL')).toBe('SIGKILL');
      await Promise.all(callers);
    }
  } finally {
    rmSync(data, { recursive: true });
  }
  // All that it cosigned beyond the fork is of one history.
  const [one, other] = faces.map(
    (face) => [...cosigned].filter(([size, root]) => size > FORK_AT && toB64(face.root(size)) === root).length,
  );
  expect(Math.min(one ?? 0, other ?? 0)).toBe(0);
  expect(cosigned.size).toBeGreaterThan(KILLS);
  expect(refused, 'the other history was tried').toBeGreaterThan(KILLS);
});
