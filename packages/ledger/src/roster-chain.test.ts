import { beforeAll, describe, expect, it } from 'vitest';
import {
  BODY,
  FOUNDED_AT,
  foundingStatement,
  instant,
  logKey,
  logNamed,
  nextStatement,
  OFFICERS,
  type Person,
  personKey,
  sampleRoster,
  signerNamed,
  signRoster,
  type Town,
  town,
} from '../../../test/arbitraries/town.ts';
import { toB64Url } from './encoding.ts';
import type { RosterChange, RosterStatement, SignedRoster } from './roster.ts';
import { applyRoster, foldRoster, rosterDigest, rosterMessage } from './roster-chain.ts';
import { holdsPost, isOfficer, keyAt, type RosterState } from './roster-state.ts';

let of: Town;
let links: readonly SignedRoster[];
let state: RosterState;
beforeAll(async () => {
  of = await town();
  links = await sampleRoster(of);
  const folded = await foldRoster(links);
  if (!folded.ok) throw new Error(folded.code);
  state = folded.value;
});

const last = (): RosterStatement => (links.at(-1) as SignedRoster).statement;
const next = (changes: readonly RosterChange[], at = instant(2)) => nextStatement(last(), at, changes);
const apply = async (changes: readonly RosterChange[], by: readonly Person[] = OFFICERS) =>
  applyRoster(state, await signRoster(of, next(changes), by));
const found = async (edit: (statement: RosterStatement) => RosterStatement, by: readonly Person[] = OFFICERS) =>
  applyRoster(null, await signRoster(of, edit(foundingStatement(of)), by));

const NAME_CLERK: RosterChange = { op: 'name-officer', person: 'clerk-1' };

describe('the founding', () => {
  it('counts when all whom it names have signed with the keys that it lists', async () => {
    const founded = await found((it) => it);
    expect(founded).toMatchObject({ ok: true, value: { seq: 0, town: '330381002000' } });
    if (founded.ok) expect(founded.value.founding).toBe(rosterDigest(foundingStatement(of)));
  });

  it('needs two officers, all their signatures, and no others', async () => {
    expect(await found((it) => it, ['officer-1'])).toMatchObject({ code: 'roster/not-two-officers' });
    expect(await found((it) => it, ['officer-1', 'officer-1'])).toMatchObject({ code: 'roster/not-two-officers' });
    expect(await found((it) => it, ['officer-1', 'officer-2', 'clerk-1'])).toMatchObject({ code: 'roster/not-two-officers' });
    const alone = foundingStatement(of).changes.filter((it) => !('person' in it && it.person === 'officer-2'));
    expect(await found((it) => ({ ...it, changes: alone }), ['officer-1'])).toMatchObject({ code: 'roster/not-two-officers' });
    const three = [...foundingStatement(of).changes, NAME_CLERK, personKey('clerk-1', of.passkeys['clerk-1'])];
    expect(await found((it) => ({ ...it, changes: three }))).toMatchObject({ code: 'roster/not-two-officers' });
  });

  it('lists the log’s key, and one log only', async () => {
    const withoutLog = foundingStatement(of).changes.filter((it) => it.op !== 'add-key' || it.holder.kind !== 'log');
    expect(await found((it) => ({ ...it, changes: withoutLog }))).toMatchObject({ code: 'roster/no-log-key' });
    const second = logKey(await logNamed('other.example/log'));
    expect(await found((it) => ({ ...it, changes: [...it.changes, second] }))).toMatchObject({ code: 'roster/bad-change' });
  });

  it('is the first link and no later one', async () => {
    expect(await found((it) => ({ ...it, seq: 1 }))).toMatchObject({ code: 'roster/broken-chain' });
    expect(await found((it) => ({ ...it, prev: '0'.repeat(64) }))).toMatchObject({ code: 'roster/broken-chain' });
    expect(await applyRoster(state, links[0] as SignedRoster)).toMatchObject({ code: 'roster/broken-chain' });
    expect(await foldRoster([])).toMatchObject({ code: 'roster/broken-chain' });
  });
});

describe('a later link', () => {
  it('counts when two officers of the state before have signed', async () => {
    const changed = await apply([NAME_CLERK]);
    expect(changed.ok && isOfficer(changed.value, 'clerk-1')).toBe(true);
    expect(isOfficer(state, 'clerk-1')).toBe(false); // the state before is untouched
  });

  it('does not count by one officer, twice the same, an outsider, or an officer whom it names itself', async () => {
    for (const by of [['officer-1'], ['officer-1', 'officer-1'], ['officer-1', 'approver-1'], ['approver-1', 'approver-2']] as Person[][])
      expect(await apply([NAME_CLERK], by)).toMatchObject({ code: 'roster/not-two-officers' });
    const self: RosterChange[] = [NAME_CLERK, personKey('clerk-1', of.passkeys['clerk-1'])];
    expect(await apply(self, ['officer-1', 'clerk-1'])).toMatchObject({ code: 'roster/not-two-officers' });
  });

  it('does not count under an officer’s name with another’s key', async () => {
    const signed = await signRoster(of, next([NAME_CLERK]), ['officer-1', 'approver-1']);
    const signatures = signed.signatures.map((it) => (it.by === 'approver-1' ? { ...it, by: 'officer-2' } : it));
    expect(await applyRoster(state, { ...signed, signatures })).toMatchObject({ code: 'roster/bad-signature' });
  });

  it('does not count by a key that was revoked before', async () => {
    const spare = await signerNamed('spare');
    const rotation: RosterChange[] = [
      { op: 'revoke-key', kid: of.passkeys['officer-2'].kid, reason: 'rotated' },
      { op: 'add-key', holder: { kind: 'person', person: 'officer-2' }, kid: spare.kid, key: spare.publicKey },
    ];
    const rotated = await apply(rotation);
    if (!rotated.ok) throw new Error(rotated.code);
    const statement = nextStatement(next(rotation), instant(3), [NAME_CLERK]);
    expect(await applyRoster(rotated.value, await signRoster(of, statement, OFFICERS))).toMatchObject({ code: 'roster/bad-signature' });

    const digest = rosterDigest(statement);
    const byKey = { by: 'officer-2', kid: spare.kid, ed25519: toB64Url(await spare.sign(rosterMessage(digest))) };
    const [byPasskey] = (await signRoster(of, statement, ['officer-1'])).signatures;
    const signed = { statement, signatures: [byPasskey, byKey] } as SignedRoster;
    expect((await applyRoster(rotated.value, signed)).ok).toBe(true);
  });

  it('follows the one before in number, digest, town and time', async () => {
    const wrong: Partial<RosterStatement>[] = [
      { seq: 3 },
      { prev: '0'.repeat(64) },
      { prev: null },
      { town: '330381003000' },
      { rpId: 'other.example' },
      { at: FOUNDED_AT },
    ];
    for (const part of wrong)
      expect(await applyRoster(state, await signRoster(of, { ...next([NAME_CLERK]), ...part }, OFFICERS))).toMatchObject({
        code: 'roster/broken-chain',
      });
  });

  it('may not leave fewer than two officers who can sign', async () => {
    expect(await apply([{ op: 'end-officer', person: 'officer-1' }])).toMatchObject({ code: 'roster/not-two-officers' });
    expect(await apply([{ op: 'revoke-key', kid: of.passkeys['officer-1'].kid, reason: 'lost' }])).toMatchObject({
      code: 'roster/not-two-officers',
    });
    expect(await apply([NAME_CLERK, { op: 'end-officer', person: 'officer-1' }])).toMatchObject({ code: 'roster/not-two-officers' });
  });

  it('changes something with each change', async () => {
    const empty: RosterChange[] = [
      { op: 'grant-post', person: 'clerk-1', post: 'clerk', body: BODY },
      { op: 'end-post', person: 'clerk-1', post: 'approver', body: BODY },
      { op: 'name-officer', person: 'officer-1' },
      { op: 'end-officer', person: 'clerk-1' },
      { op: 'revoke-key', kid: of.passkeys['stranger-1'].kid, reason: 'lost' },
      personKey('approver-1', of.passkeys['approver-1']),
      { ...personKey('clerk-1', of.passkeys['clerk-1']), kid: of.passkeys['stranger-1'].kid } as RosterChange,
    ];
    for (const change of empty) expect(await apply([change])).toMatchObject({ code: 'roster/bad-change', params: { change: 1 } });
  });

  it('shows every change made to it afterwards', async () => {
    const signed = await signRoster(of, next([NAME_CLERK]), OFFICERS);
    const text = JSON.stringify(signed);
    let tried = 0;
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << (at % 7))) + text.slice(at + 1);
      let parsed: unknown;
      try {
        parsed = JSON.parse(changed);
      } catch {
        continue;
      }
      tried += 1;
      expect((await applyRoster(state, parsed as SignedRoster)).ok, changed).toBe(false);
    }
    expect(tried).toBeGreaterThan(300);
  });
});

describe('what a roster says', () => {
  it('is by its own times', async () => {
    const kid = of.passkeys['approver-1'].kid;
    expect(keyAt(state, kid, instant(0, 59_999))).toBeNull();
    expect(keyAt(state, kid, instant(1))).toMatchObject({ holder: { person: 'approver-1' }, isSample: true });
    expect(holdsPost(state, 'approver-1', 'approver', BODY, instant(1))).toBe(true);
    expect(holdsPost(state, 'approver-1', 'approver', 'another', instant(1))).toBe(false);
    expect(holdsPost(state, 'approver-1', 'clerk', BODY, instant(1))).toBe(false);

    const ended = await apply([
      { op: 'end-post', person: 'approver-1', post: 'approver', body: BODY },
      { op: 'revoke-key', kid, reason: 'lost' },
    ]);
    if (!ended.ok) throw new Error(ended.code);
    expect(keyAt(ended.value, kid, instant(1, 59_999))).not.toBeNull();
    expect(keyAt(ended.value, kid, instant(2))).toBeNull();
    expect(holdsPost(ended.value, 'approver-1', 'approver', BODY, instant(1, 59_999))).toBe(true);
    expect(holdsPost(ended.value, 'approver-1', 'approver', BODY, instant(2))).toBe(false);
    expect(keyAt(state, kid, instant(5))).not.toBeNull();
  });

  it('remembers a post that ended and was granted again', async () => {
    const post = { person: 'clerk-1', post: 'clerk', body: BODY } as const;
    const granted = await apply([
      { op: 'end-post', ...post },
      { op: 'grant-post', ...post },
    ]);
    expect(granted.ok && holdsPost(granted.value, 'clerk-1', 'clerk', BODY, instant(1))).toBe(true);
    expect(granted.ok && holdsPost(granted.value, 'clerk-1', 'clerk', BODY, instant(9))).toBe(true);
  });

  it('is read quickly with 200 people', async () => {
    const people = Array.from({ length: 200 }, (_, at) => `person-${at}`);
    const changes = people.map((person): RosterChange => ({ op: 'grant-post', person, post: 'clerk', body: BODY }));
    const grown = await apply(changes);
    expect(grown.ok && people.every((person) => holdsPost(grown.value, person, 'clerk', BODY, instant(3)))).toBe(true);
  });

  it('refuses names that would join into another’s', async () => {
    const odd: RosterChange = { op: 'grant-post', person: 'clerk-1 approver', post: 'clerk', body: BODY };
    expect(await apply([odd])).toMatchObject({ code: 'shape/wrong' });
  });
});
