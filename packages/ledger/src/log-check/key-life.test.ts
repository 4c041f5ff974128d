import { expect, it } from 'vitest';
import { logOf, machineRecords, recordEntry, rosterEntries } from '../../../../test/arbitraries/log.ts';
import { instant, logKey, nextStatement, OFFICERS, seedNamed, signRoster, TOWN, town } from '../../../../test/arbitraries/town.ts';
import { text } from '../encoding.ts';
import type { Entry } from '../entry.ts';
import { encodeEntry } from '../entry-codec.ts';
import { logKeyOf } from '../log-key.ts';
import { noteSigner } from '../notes/note.ts';
import { policyOf } from '../notes/policy.ts';
import type { RosterChange, SignedRoster } from '../roster.ts';
import { checkLog } from './check-log.ts';

/** The sample's roster, then in turn what is logged: changes of the roster, or this many records of the machine. */
async function logged(...acts: readonly (readonly RosterChange[] | number)[]) {
  const of = await town();
  const entries = [...(await rosterEntries())];
  const records = [...(await machineRecords(of, 9))];
  let { statement } = (JSON.parse(text(entries.at(-1) as Uint8Array)) as Extract<Entry, { kind: 'roster.signed' }>).facts as SignedRoster;
  for (const act of acts) {
    if (typeof act === 'number') {
      entries.push(...records.splice(0, act).map(recordEntry));
      continue;
    }
    statement = nextStatement(statement, instant(90), act);
    const facts = await signRoster(of, statement, OFFICERS);
    entries.push(encodeEntry({ v: 1, kind: 'roster.signed', town: TOWN, at: instant(90), facts }));
  }
  const { source, vkey } = await logOf(entries);
  const policy = policyOf(vkey);
  if (!policy.ok) throw new Error(policy.code);
  const { ok, problems, remarks } = await checkLog(source, { policy: policy.value });
  return {
    ok,
    problems: problems.map(({ code, where }) => [code, where]),
    remarks: remarks.map(({ code, where, en }) => [code, where, en]),
  };
}

const revoke = (kid: string, reason: 'rotated' | 'compromised'): RosterChange => ({ op: 'revoke-key', kid, reason });

it('a record after the revocation of its key is found, though its own clock says that it was before', async () => {
  const { machine } = await town();
  for (const reason of ['rotated', 'compromised'] as const)
    expect(await logged(2, [revoke(machine.kid, reason)], 1)).toMatchObject({ ok: false, problems: [['use/key-revoked', 'entry 5']] });
});

it('records before the report that their key was compromised count, and are marked once for the key', async () => {
  const { machine } = await town();
  expect(await logged(2, [revoke(machine.kid, 'rotated')])).toEqual({ ok: true, problems: [], remarks: [] });
  const { ok, problems, remarks } = await logged(2, [revoke(machine.kid, 'compromised')]);
  expect([ok, problems]).toEqual([true, []]);
  expect(remarks).toEqual([['log/key-compromised-later', 'entry 2', expect.stringContaining('2 acts')]]);
});

it('a checkpoint that only a revoked key of the log signed is no checkpoint of this log', async () => {
  const { log } = await town();
  const next = await noteSigner(log.name, seedNamed('the log’s next key'));
  const old = logKeyOf(log.vkey);
  if (!old.ok) throw new Error(old.code);
  expect(await logged([logKey(next)], 1)).toMatchObject({ ok: true });
  expect(await logged([logKey(next), revoke(old.value.kid, 'rotated')], 1)).toMatchObject({
    ok: false,
    problems: [['checkpoint/key-revoked', 'checkpoint']],
  });
});
