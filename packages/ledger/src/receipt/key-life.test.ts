import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReceiptPlan, sampleReceipt } from '../../../../test/arbitraries/receipt.ts';
import {
  instant,
  logKey,
  MACHINE,
  nextStatement,
  OFFICERS,
  seedNamed,
  signerNamed,
  signRoster,
  type Town,
  town,
} from '../../../../test/arbitraries/town.ts';
import type { KeyId, Signer } from '../keys.ts';
import { logKeyOf } from '../log-key.ts';
import { type Cosigner, cosigner } from '../notes/cosigner.ts';
import { type NoteSigner, noteSigner } from '../notes/note.ts';
import { type Policy, parsePolicy } from '../notes/policy.ts';
import type { RevocationReason, RosterChange, SignedRoster } from '../roster.ts';
import { verifyReceipt } from './verify.ts';

let of: Town;
/** The log's second key, under its one name. */
let next: NoteSigner;
let spare: Signer;
let witness: Cosigner;
beforeAll(async () => {
  of = await town();
  next = await noteSigner(of.log.name, seedNamed('the log’s next key'));
  spare = await signerNamed('the machine’s next key');
  witness = await cosigner('witness.example/w', seedNamed('witness'));
});

const revoke = (kid: KeyId, reason: RevocationReason): RosterChange => ({ op: 'revoke-key', kid, reason });
const logKid = ({ vkey }: NoteSigner): KeyId => {
  const listing = logKeyOf(vkey);
  if (!listing.ok) throw new Error(listing.code);
  return listing.value.kid;
};
const machineKey = ({ kid, publicKey: key }: Signer): RosterChange => ({
  op: 'add-key',
  holder: { kind: 'machine', machine: MACHINE },
  kid,
  key,
});

/** More links after the sample's two, each of these changes. */
const links =
  (...changes: readonly (readonly RosterChange[])[]) =>
  async (before: readonly SignedRoster[]): Promise<readonly SignedRoster[]> => {
    const all = [...before];
    for (const it of changes)
      all.push(await signRoster(of, nextStatement((all.at(-1) as SignedRoster).statement, instant(2, all.length), it), OFFICERS));
    return all;
  };

const trustingKeys = (...keys: readonly NoteSigner[]): Policy => policy([...keys.map(({ vkey }) => `log ${vkey}`), 'quorum none']);
const policy = (lines: readonly string[]): Policy => {
  const parsed = parsePolicy(`${lines.join('\n')}\n`);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value;
};

async function judge(plan: ReceiptPlan, trusted: Policy) {
  const report = await verifyReceipt((await sampleReceipt(plan)).text, { policy: trusted });
  return { ok: report.ok, problems: report.problems.map(({ code }) => code), remarks: report.remarks.map(({ code }) => code) };
}

describe('a log that changes its key', () => {
  const overlap = () => links([logKey(next)]);
  const after = (reason: RevocationReason = 'rotated') => links([logKey(next)], [revoke(logKid(of.log), reason)]);

  it('is followed by old and new trust while both keys sign', async () => {
    const plan = { roster: overlap(), log: [of.log, next] };
    for (const trusted of [[of.log], [next], [of.log, next]])
      expect(await judge(plan, trustingKeys(...trusted))).toMatchObject({ ok: true });
  });

  it('leaves what the old key alone signed valid for whoever still names it', async () => {
    expect(await judge({}, trustingKeys(of.log, next))).toEqual({ ok: true, problems: [], remarks: [] });
    expect(await judge({}, trustingKeys(next))).toMatchObject({ problems: ['note/unsigned'] });
  });

  it('is followed after the change by whoever knows the new key, and by nobody else', async () => {
    const plan = { roster: after(), log: [next] };
    expect(await judge(plan, trustingKeys(of.log, next))).toEqual({ ok: true, problems: [], remarks: [] });
    expect(await judge(plan, trustingKeys(of.log))).toMatchObject({ problems: ['note/unsigned'] });
  });

  it('gives a retired key no say over a tree that holds its revocation, whatever the reason', async () => {
    for (const reason of ['rotated', 'lost', 'compromised'] as const) {
      const stolen = { roster: after(reason), log: [of.log] };
      const { problems } = await judge(stolen, trustingKeys(of.log, next));
      expect(problems).toEqual(['checkpoint/key-revoked', 'checkpoint/key-revoked']);
    }
  });

  it('lets a retired key sign beside the one that counts', async () => {
    expect(await judge({ roster: after(), log: [of.log, next] }, trustingKeys(of.log, next))).toMatchObject({ ok: true });
    expect(await judge({ roster: after(), log: [of.log, next] }, trustingKeys(of.log))).toMatchObject({ ok: false });
  });

  it('takes no key that officers have not listed', async () => {
    const plan = { log: [next] };
    expect((await judge(plan, trustingKeys(of.log, next))).problems).toEqual(['checkpoint/key-not-listed', 'checkpoint/key-not-listed']);
  });

  it('takes no key of another holder for its own', async () => {
    const posing: RosterChange = { ...logKey(next), holder: { kind: 'server' } } as RosterChange;
    expect((await judge({ roster: links([posing]), log: [next] }, trustingKeys(next))).problems).toContain('checkpoint/key-not-listed');
  });

  it('marks what only a key signed that was compromised later', async () => {
    const late = { late: after('compromised'), log: [of.log], lateLog: [next] };
    expect(await judge(late, trustingKeys(of.log, next))).toEqual({ ok: true, problems: [], remarks: ['key/compromised-later'] });
    const both = { late: after('compromised'), log: [of.log, next], roster: overlap() };
    expect(
      await judge({ ...both, late: links([revoke(logKid(of.log), 'compromised')]), lateLog: [next] }, trustingKeys(of.log, next)),
    ).toEqual({
      ok: true,
      problems: [],
      remarks: [],
    });
  });

  it('cannot be told from its thief’s branch that leaves the revocation out, but by witnesses', async () => {
    const fork = { log: [of.log] };
    expect(await judge(fork, trustingKeys(of.log, next))).toMatchObject({ ok: true });
    const asking = policy([`log ${of.log.vkey}`, `log ${next.vkey}`, `witness w ${witness.vkey}`, 'quorum w']);
    expect(await judge(fork, asking)).toMatchObject({ ok: false });
    expect(await judge({ roster: after(), log: [next], witnesses: [witness] }, asking)).toMatchObject({ ok: true });
  });

  it('may not give up its last key, nor take another log’s', async () => {
    const none = links([revoke(logKid(of.log), 'lost')]);
    expect(await judge({ roster: none }, trustingKeys(of.log))).toMatchObject({ problems: ['roster/no-log-key'] });
    const other = logKey(await noteSigner('other.example/log', seedNamed('other')));
    expect(await judge({ roster: links([other]) }, trustingKeys(of.log))).toMatchObject({ problems: ['roster/bad-change'] });
    const lost = links([logKey(next), revoke(logKid(of.log), 'lost')]);
    expect(await judge({ roster: lost, log: [next] }, trustingKeys(next))).toMatchObject({ ok: true });
  });
});

describe('a machine that changes its key', () => {
  it('ends an authorisation under the key with which it began, beside the new one', async () => {
    expect(await judge({ roster: links([machineKey(spare)]) }, trustingKeys(of.log))).toMatchObject({ ok: true });
    expect(await judge({ roster: links([machineKey(spare)]), machine: spare }, trustingKeys(of.log))).toMatchObject({ ok: true });
  });

  it('may log nothing under a key revoked before, whatever its own clock claims', async () => {
    for (const reason of ['rotated', 'lost', 'compromised'] as const) {
      const roster = links([machineKey(spare), revoke(of.machine.kid, reason)]);
      for (const backdated of [undefined, instant(1, 500)]) {
        const plan: ReceiptPlan = {
          roster,
          records: (plans) => plans.map((it) => (backdated ? { ...it, wall: backdated } : it)),
          authorised: (a) => ({ ...a, nbf: instant(1) }),
        };
        const { problems } = await judge(plan, trustingKeys(of.log));
        expect(new Set(problems)).toEqual(new Set(['use/key-revoked']));
      }
      expect(await judge({ roster, machine: spare }, trustingKeys(of.log))).toMatchObject({ ok: true });
    }
  });
});

describe('a key reported compromised after an act', () => {
  const suspects = (): readonly (readonly [string, KeyId, number])[] => [
    ['the machine', of.machine.kid, 1],
    ['an approver', of.passkeys['approver-1'].kid, 1],
    ['the server', of.server.kid, 1],
  ];

  it('leaves the act valid and marks it, once for each key', async () => {
    for (const [whose, kid, marks] of suspects()) {
      const { ok, remarks } = await judge({ late: links([revoke(kid, 'compromised')]) }, trustingKeys(of.log));
      expect([whose, ok, remarks]).toEqual([whose, true, Array(marks).fill('key/compromised-later')]);
    }
  });

  it('says nothing of keys that were replaced or lost', async () => {
    for (const [, kid] of suspects())
      for (const reason of ['rotated', 'lost'] as const)
        expect((await judge({ late: links([revoke(kid, reason)]) }, trustingKeys(of.log))).remarks).toEqual([]);
  });

  it('is not known to a receipt that leaves the later link out', async () => {
    const plan = { late: links([revoke(of.machine.kid, 'compromised')]), hide: 1 };
    expect(await judge(plan, trustingKeys(of.log))).toEqual({ ok: true, problems: [], remarks: [] });
  });
});

describe('a receipt without a link that its keys need', () => {
  it('does not pass when the link lists the key', async () => {
    const plan = { roster: links([logKey(next)]), log: [next], hide: 1 };
    expect((await judge(plan, trustingKeys(next))).problems).toContain('checkpoint/key-not-listed');
    expect((await judge({ roster: links([machineKey(spare)]), machine: spare, hide: 1 }, trustingKeys(of.log))).problems).toContain(
      'use/other-machine',
    );
  });

  it('does not pass when the authorisation names a later one', async () => {
    const plan: ReceiptPlan = {
      roster: links([machineKey(spare), revoke(of.machine.kid, 'compromised')]),
      authorised: (a) => ({ ...a, rosterSeq: 2 }),
      hide: 1,
    };
    expect((await judge(plan, trustingKeys(of.log))).problems).toContain('receipt/roster-cut-short');
  });
});

describe('the server’s key', () => {
  it('issues no authorisation that counts after its revocation', async () => {
    const roster = links([revoke(of.server.kid, 'compromised')]);
    expect((await judge({ roster }, trustingKeys(of.log))).problems).toEqual(['approval/server-key-revoked']);
    const posing: ReceiptPlan = { authorised: (a) => ({ ...a, kid: of.machine.kid }) };
    expect((await judge(posing, trustingKeys(of.log))).problems).toEqual(['approval/not-the-servers-key']);
  });
});

describe('whenever a machine’s key is listed and revoked', () => {
  it('counts exactly for what stands between, in the log’s order', async () => {
    const machines = await Promise.all(['a', 'b', 'c'].map((name) => signerNamed(`machine key ${name}`)));
    const reasons = fc.constantFrom<RevocationReason>('rotated', 'lost', 'compromised');
    /** For each key: whether it is listed before the acts, whether it is revoked before them, after them, and why. */
    const life = fc.record({ isListed: fc.boolean(), revoked: fc.constantFrom('never', 'before', 'after'), reason: reasons });
    await fc.assert(
      fc.asyncProperty(fc.tuple(life, life, life), fc.integer({ min: 0, max: 2 }), async (lives, signing) => {
        const listed = lives.flatMap(({ isListed }, at) => (isListed ? [machineKey(machines[at] as Signer)] : []));
        const ended = (when: string) =>
          lives.flatMap(({ isListed, revoked, reason }, at) =>
            isListed && revoked === when ? [revoke((machines[at] as Signer).kid, reason)] : [],
          );
        const change = (changes: readonly RosterChange[]) => (changes.length > 0 ? [changes] : []);
        const plan: ReceiptPlan = {
          roster: links(...change(listed), ...change(ended('before'))),
          late: links(...change(ended('after'))),
          machine: machines[signing] as Signer,
        };
        const { isListed, revoked, reason } = lives[signing] as (typeof lives)[number];
        const { ok, problems, remarks } = await judge(plan, trustingKeys(of.log));
        const expected = !isListed ? ['use/other-machine'] : revoked === 'before' ? ['use/key-revoked'] : [];
        expect([...new Set(problems)]).toEqual(expected);
        expect(ok).toBe(expected.length === 0);
        expect(remarks).toEqual(ok && revoked === 'after' && reason === 'compromised' ? ['key/compromised-later'] : []);
      }),
      { numRuns: 40 },
    );
  });
});

describe('whenever a log’s keys are listed and revoked', () => {
  it('a checkpoint counts exactly when one of those that signed it is in force inside its tree', async () => {
    const names = ['a', 'b', 'c'];
    const logs = await Promise.all(names.map((name) => noteSigner(of.log.name, seedNamed(`log key ${name}`))));
    const reasons = fc.constantFrom<RevocationReason>('rotated', 'lost', 'compromised');
    /** For each key: whether it is listed, revoked before the checkpoint, after it, or never, why, and whether it signs. */
    const life = fc.record({
      isListed: fc.boolean(),
      revoked: fc.constantFrom('never', 'before', 'after'),
      reason: reasons,
      signs: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.tuple(life, life, life), async (lives) => {
        fc.pre(lives.some(({ signs }) => signs));
        const of3 = <T>(pick: (life: (typeof lives)[number], log: NoteSigner) => readonly T[]): readonly T[] =>
          lives.flatMap((life, at) => pick(life, logs[at] as NoteSigner));
        const ended = (when: string) =>
          of3(({ isListed, revoked, reason }, log) => (isListed && revoked === when ? [revoke(logKid(log), reason)] : []));
        const change = (changes: readonly RosterChange[]) => (changes.length > 0 ? [changes] : []);
        const plan: ReceiptPlan = {
          roster: links(...change(of3(({ isListed }, log) => (isListed ? [logKey(log)] : []))), ...change(ended('before'))),
          late: links(...change(ended('after'))),
          log: of3(({ signs }, log) => (signs ? [log] : [])),
          lateLog: [of.log],
        };
        const signing = lives.filter(({ signs }) => signs);
        const inForce = signing.filter(({ isListed, revoked }) => isListed && revoked !== 'before');
        const wasListed = signing.some(({ isListed }) => isListed);
        const { problems, remarks } = await judge(plan, trustingKeys(of.log, ...logs));
        expect(problems).toEqual(inForce.length > 0 ? [] : [wasListed ? 'checkpoint/key-revoked' : 'checkpoint/key-not-listed']);
        const isDoubted = inForce.length > 0 && inForce.every(({ revoked, reason }) => revoked === 'after' && reason === 'compromised');
        expect(remarks).toEqual(isDoubted ? ['key/compromised-later'] : []);
      }),
      { numRuns: 60 },
    );
  });
});
