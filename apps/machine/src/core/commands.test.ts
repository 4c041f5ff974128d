import { expect, test, vi } from 'vitest';
import { bench, RIGHT } from '../../testing/fake-machine.ts';

async function ready() {
  const it = await bench();
  const booted = await it.boot();
  if (!booted.ok) throw new Error(booted.code);
  return { it, core: booted.value };
}

const received = (it: Awaited<ReturnType<typeof bench>>) => it.records().filter(({ type }) => type === 'auth.received');

test('a command that comes twice, or after a restart, takes effect once and gets the first answer again', async () => {
  const { it, core } = await ready();
  const command = it.command(await it.wish());
  const [first, second] = await Promise.all([core.commands.receive(command), core.commands.receive(command)]);
  expect(first).toMatchObject({ state: 'accepted' });
  expect(second).toEqual(first);
  const again = await it.boot();
  expect(again.ok && (await again.value.commands.receive(command))).toEqual(first);
  expect(received(it)).toHaveLength(1);
});

test('the same authorisation under another command id is accepted again without a second record', async () => {
  const { it, core } = await ready();
  const jws = await it.wish();
  await core.commands.receive(it.command(jws));
  expect(await core.commands.receive(it.command(jws))).toMatchObject({ state: 'accepted' });
  expect(received(it)).toHaveLength(1);
});

test('another authorisation under a jti seen before is refused', async () => {
  const { it, core } = await ready();
  await core.commands.receive(it.command(await it.wish({ jti: 'jti-1' })));
  const other = await core.commands.receive(it.command(await it.wish({ jti: 'jti-1', impressions: [9] })));
  expect(other).toMatchObject({ state: 'rejected', code: 'authorisation/repeated-differently' });
});

test('what a machine refuses stands in its journal: wrong machine, forged, too many, expired, unknown roster', async () => {
  const { it, core } = await ready();
  const claims = await it.town.claim({ now: it.clock.now() });
  const refused = async (jws: string, roster = [...it.town.links]) => core.commands.receive({ ...it.command(jws), roster } as never);
  expect(await refused(await it.wish(), [])).toMatchObject({ state: 'rejected', code: 'authorisation/roster-unknown' });
  expect(await refused(await it.town.sign({ ...claims, aud: 'machine-2' }))).toMatchObject({ code: 'authorisation/wrong-machine' });
  expect(await refused(await it.town.sign({ ...claims, devkey: 'x'.repeat(43) }))).toMatchObject({ code: 'authorisation/wrong-machine' });
  expect(await refused(await it.town.sign({ ...claims, max: 2 }))).toMatchObject({ code: 'authorisation/more-than-approved' });
  expect(await refused(await it.town.sign({ ...claims, decisions: [] }))).toMatchObject({ code: 'authorisation/decision-missing' });
  expect(await refused(await it.wish({ validForMs: 0 }))).toMatchObject({ state: 'expired', code: 'authorisation/expired' });
  const good = await it.wish();
  const forged = good.slice(0, -4) + (good.endsWith('AAAA') ? 'BBBB' : 'AAAA');
  expect(await refused(forged)).toMatchObject({ state: 'rejected' });
  expect(it.records().filter(({ type }) => type === 'auth.rejected')).toHaveLength(7);
  expect(it.records().find(({ data }) => data.code === 'authorisation/more-than-approved')?.jti).toBe(claims.jti);
  expect(core.memory.all()).toEqual([]);
});

test('a roster that does not continue the chain of the ticket is refused, link by link', async () => {
  const { it, core } = await ready();
  const other = await bench();
  const jws = await it.wish();
  const withRoster = (roster: readonly unknown[]) => core.commands.receive({ ...it.command(jws), roster } as never);
  expect(await withRoster(other.town.links)).toMatchObject({ code: 'roster/broken-chain' });
  expect(await withRoster([it.town.links[1]])).toMatchObject({ code: 'roster/broken-chain' });
  expect(core.roster.state).toBeNull();
  expect(await withRoster(it.town.links)).toMatchObject({ state: 'accepted' });
  expect(core.roster.state?.seq).toBe(1);
  const [founding] = it.town.links;
  const fork = await it.town.link(founding?.statement ?? null, it.clock.now(), [{ op: 'name-officer', person: 'mallory' }]);
  expect(await withRoster([fork])).toMatchObject({ code: 'roster/broken-chain', params: { detail: 'another past' } });
});

test('a revoked authorisation does not open, also when it comes again; a use under way is aborted and shut', async () => {
  const { it, core } = await ready();
  const jws = await it.wish({ jti: 'jti-1', impressions: [2] });
  await core.commands.receive(it.command(jws));
  it.fingers.push(RIGHT);
  await core.desk.choose('jti-1');
  const at = it.clock.now().toISOString();
  expect(await core.commands.receive({ v: 1, id: 'r', kind: 'revoke', at, jti: 'jti-1', reason: 'withdrawn' })).toMatchObject({
    state: 'done',
  });
  expect(it.mechanics.isOpen(1)).toBe(false);
  expect(
    it
      .records()
      .slice(-2)
      .map(({ type }) => type),
  ).toEqual(['auth.revoked', 'use.aborted']);
  expect(await core.desk.choose('jti-1')).toMatchObject({ code: 'authorisation/revoked' });
  await core.commands.receive({ v: 1, id: 'r2', kind: 'revoke', at, jti: 'jti-2', reason: 'early' });
  expect(await core.commands.receive(it.command(await it.wish({ jti: 'jti-2' })))).toMatchObject({ code: 'authorisation/revoked' });
});

test('what is revoked while the machine waits for the finger does not open, and nothing stands in the journal of a use', async () => {
  const { it, core } = await ready();
  await core.commands.receive(it.command(await it.wish({ jti: 'jti-1' })));
  const chosen = core.desk.choose('jti-1');
  await vi.waitFor(() => expect(core.desk.session?.phase).toBe('finger'));
  const at = it.clock.now().toISOString();
  await core.commands.receive({ v: 1, id: 'r', kind: 'revoke', at, jti: 'jti-1', reason: 'withdrawn' });
  it.fingers.push(RIGHT);
  await it.clock.advance(1_000);
  expect(await chosen).toMatchObject({ code: 'authorisation/revoked' });
  expect(it.mechanics.isOpen(1)).toBe(false);
  expect(it.records().map(({ type }) => type)).not.toContain('use.opened');
  expect(core.desk.session).toMatchObject({ phase: 'ended', refused: { code: 'authorisation/revoked' } });
});

test('when the power fails between journal and answer, the repeated command completes it', async () => {
  const it = await bench();
  const failing = { ...it.disk.store, saveCommand: () => Promise.reject(new Error('power')) };
  const booted = await it.boot({ store: failing });
  if (!booted.ok) throw new Error(booted.code);
  const command = it.command(await it.wish({ jti: 'jti-1' }));
  await expect(booted.value.commands.receive(command)).rejects.toThrow('power');
  const again = await it.boot();
  if (!again.ok) throw new Error(again.code);
  expect(again.value.memory.known('jti-1')).toBeNull();
  expect(await again.value.commands.receive(command)).toMatchObject({ state: 'accepted' });
  expect(again.value.memory.known('jti-1')).not.toBeNull();
  expect(received(it)).toHaveLength(1);
});
