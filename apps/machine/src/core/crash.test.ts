import { impressionsLeft } from '@yinzheng/domain';
import { genesisDigest, type JournalRecord } from '@yinzheng/ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle } from '../../testing/fake-clock.ts';
import { bench, doubtfulPlace, goodSheet, MACHINE, RIGHT } from '../../testing/fake-machine.ts';
import type { FingerReading } from '../drivers/port.ts';
import { replay } from '../journal/replay.ts';
import type { MachineCore, MachineParts } from './machine.ts';
import type { PageVerdict } from './ports.ts';

/** The process dies at its nth call of a port, before or after the call took effect; from then on it does nothing at all. */
class Killed extends Error {}

interface Death {
  readonly atCall: number;
  readonly isAfterEffect: boolean;
  /** Unsynced bytes that reach the disk although the power failed. */
  readonly kept: number;
}

function mortal(parts: MachineParts, death: Death): { parts: MachineParts; isDead: () => boolean; die: () => void } {
  let calls = 0;
  const guard = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name, receiver) {
        const member = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          calls++;
          if (calls > death.atCall || (calls === death.atCall && !death.isAfterEffect)) throw new Killed();
          const result = await (member as (...all: unknown[]) => unknown).apply(target, args);
          if (calls >= death.atCall) throw new Killed();
          return result;
        };
      },
    });
  const { journalFile, store, lock, fingerprint, camera, sheetCheck } = parts;
  return {
    parts: {
      ...parts,
      journalFile: guard(journalFile),
      store: guard(store),
      lock: guard(lock),
      fingerprint: guard(fingerprint),
      camera: guard(camera),
      sheetCheck: guard(sheetCheck),
    },
    isDead: () => calls >= death.atCall,
    die: () => {
      calls = Number.POSITIVE_INFINITY;
    },
  };
}

type Step = 'impress' | 'choose' | 'check' | 'clear' | 'skim' | 'passer-by' | 'refuse' | 'press' | 'leave' | 'replay' | 'late' | 'back';

const STEPS = ['choose', 'check', 'clear', 'skim', 'passer-by', 'refuse', 'press', 'leave', 'replay', 'late', 'back'] as const;

const death = fc.record({ atCall: fc.integer({ min: 1, max: 90 }), isAfterEffect: fc.boolean(), kept: fc.integer({ min: 0, max: 900 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('impress') },
  { weight: 4, arbitrary: fc.constantFrom(...STEPS) },
);
const life = fc.record({ death, steps: fc.array(step, { minLength: 1, maxLength: 14 }) });

/** What the page check says, over and over; `ask` half of the time, and sometimes against what the approvers allowed. */
const verdicts = fc.array(fc.constantFrom('go' as const, 'ask' as const, 'ask' as const, 'stop' as const), { minLength: 1, maxLength: 4 });
const onDoubt = fc.constantFrom('ask' as const, 'ask' as const, undefined);

test('impressions pressed ≤ reserved ≤ allowed, none without a go or a clearing, whatever is done in whatever order and wherever the power fails', async () => {
  let pressed = 0;
  let cleared = 0;
  const story = fc.record({ allowed: fc.integer({ min: 1, max: 4 }), verdicts, onDoubt });
  await fc.assert(
    fc.asyncProperty(story, fc.array(life, { minLength: 1, maxLength: 5 }), async (told, lives) => {
      const { allowed } = told;
      let looks = 0;
      const before = async (): Promise<PageVerdict> => {
        const verdict = told.verdicts[looks++ % told.verdicts.length] ?? 'go';
        return { verdict, reasons: [], ...(verdict === 'ask' ? { doubt: [doubtfulPlace(), doubtfulPlace()] } : {}) };
      };
      const it = await bench({ sheetCheck: { ...goodSheet, before } });
      const mayAsk = told.onDoubt ? { onDoubt: told.onDoubt } : {};
      const jws = await it.wish({ jti: 'jti-1', impressions: [allowed], win: 20, validForMs: 600_000, ...mayAsk });
      const command = it.command(jws);
      let known: string[] = [];
      for (const { death: how, steps } of lives) {
        const { parts, isDead, die } = mortal(it.parts, how);
        const booted = await it.boot(parts).catch(() => null);
        if (booted?.ok) {
          await booted.value.commands.receive(command).catch(() => undefined);
          for (const what of steps) {
            if (isDead()) break;
            await take(what, booted.value, it, jws);
          }
        } else expect(isDead()).toBe(true); // only a death may keep it from starting
        die();
        await it.clock.advance(3_000); // the board lets go
        it.disk.cutPower(how.kept);
        const lines = it.records().map(({ h }) => h);
        expect(lines.slice(0, known.length)).toEqual(known); // what was acknowledged in an earlier life is still there
        known = lines;
      }
      const last = await it.boot();
      if (!last.ok) throw new Error(last.code);
      const reserved = it.records().filter(({ type }) => type === 'use.reserved').length;
      const voided = it.records().filter(({ type }) => type === 'use.voided').length;
      expect(it.mechanics.physics.presses).toBeLessThanOrEqual(reserved - voided);
      expect(reserved - voided).toBeLessThanOrEqual(allowed);
      expect(it.mechanics.physics.pressesWhileShut).toBe(0);
      const use = last.value.memory.known('jti-1')?.use;
      if (use) expect(impressionsLeft(use)).toBe(allowed - (reserved - voided));
      expect(use?.impressions.some(({ state }) => state === 'reserved') ?? false).toBe(false);
      const read = await replay(it.disk.bytes(), {
        dev: MACHINE,
        key: it.parts.signer.publicKey,
        genesis: genesisDigest(MACHINE, it.parts.signer.kid),
      });
      expect(read).toMatchObject({ ok: true });
      expect(it.records().filter((record, at, all) => record.type === 'use.reserved' && !isPassed(all.slice(0, at), record))).toEqual([]);
      pressed += it.mechanics.physics.presses;
      const clearings = it.records().filter(({ type }) => type === 'use.cleared').length;
      if (!told.onDoubt) expect(clearings).toBe(0);
      cleared += clearings;
    }),
    { numRuns: 160 },
  );
  expect(pressed).toBeGreaterThan(100); // the property was not met by doing nothing
  expect(cleared).toBeGreaterThan(20);
});

/** Read from the journal alone: the photograph that was reserved on went through the page check, or the clerk's finger cleared it, or the press before left it so. */
function isPassed(before: readonly JournalRecord[], { data }: JournalRecord): boolean {
  const acts = before.filter(({ type }) => !['finger.fail', 'auth.received', 'auth.rejected'].includes(type));
  const [asked, match, last] = [acts.at(-3), acts.at(-2), acts.at(-1)];
  if (last?.data.photo !== data.photo) return false;
  if (last?.type === 'use.page') return last.data.verdict === 'go';
  if (last?.type === 'use.cleared')
    return match?.type === 'finger.match' && asked?.data.verdict === 'ask' && asked.data.photo === last.data.photo;
  return last?.type === 'use.impression';
}

const STRANGER: FingerReading = { kind: 'match', slot: 8, score: 99 };

async function take(what: Step, core: MachineCore, it: Awaited<ReturnType<typeof bench>>, jws: string): Promise<void> {
  switch (what) {
    case 'impress':
      for (const part of ['choose', 'check', 'clear', 'press'] as const) await take(part, core, it, jws);
      break;
    case 'choose':
      it.fingers.push(RIGHT);
      await core.desk.choose('jti-1').catch(() => undefined);
      break;
    case 'check':
      await core.desk.checkSheet();
      break;
    case 'clear':
      it.fingers.push(RIGHT);
      await core.desk.clearSheet([0, 1]).catch(() => undefined);
      it.fingers.length = 0;
      break;
    case 'skim': // one of the two places was not looked at
      it.fingers.push(RIGHT);
      await core.desk.clearSheet([1]).catch(() => undefined);
      it.fingers.length = 0;
      break;
    case 'passer-by':
      it.fingers.push(...Array.from({ length: 5 }, () => STRANGER));
      await core.desk.clearSheet([0, 1]).catch(() => undefined);
      it.fingers.length = 0;
      break;
    case 'refuse':
      await core.desk.refuseSheet();
      break;
    case 'press':
      await core.desk.press();
      break;
    case 'leave':
      await core.desk.leave();
      break;
    case 'replay': // the server, or somebody in its place, sends the authorisation once more
      await core.commands.receive(it.command(jws)).catch(() => undefined);
      break;
    case 'late':
      await it.clock.advance(25_000);
      break;
    case 'back':
      it.clock.stepWall(-60_000);
      break;
  }
  await settle();
}
