import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ed25519Signer, utf8 } from '@yinzheng/ledger';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeLock, goodSheet, RIGHT } from '../../testing/fake-machine.ts';
import { foundTown, type Town } from '../../testing/town.ts';
import { listed, type TownServer, townServer } from '../../testing/town-server.ts';
import { startMachineCore } from '../core/machine.ts';
import { systemClock } from '../core/ports.ts';
import type { FingerReading } from '../drivers/port.ts';
import { openJournalFile } from '../journal/file.ts';
import { folderStore } from '../journal/store.ts';
import { enrol } from './enrol.ts';
import { gatewayFiles } from './files.ts';
import { startGateway } from './gateway.ts';
import { gatewayHttp } from './https.ts';
import { loadIdentity } from './identity.ts';

const MACHINE = 'machine-1';
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** Founded before the machine enrols; its key comes with the second link. */
async function enrolled() {
  const data = await mkdtemp(join(tmpdir(), 'yinzheng-machine-'));
  stops.push(() => rm(data, { recursive: true }));
  let town: Town | null = null;
  const makeTown = async (journal: Parameters<typeof listed>[0]): Promise<Town> => {
    town = await foundTown({ id: MACHINE, journal: listed(journal) }, new Date('2026-01-01T00:00:00.000Z'));
    ticket = { ...ticket, founding: town.founding };
    return town;
  };
  const server = await townServer({ machine: MACHINE, code: 'once-7', makeTown });
  stops.push(server.stop);
  let ticket = server.ticket('0'.repeat(64));
  // The founding is known when the ticket is written; here the town is made at the first knock, which the machine then refuses.
  expect(await enrol(ticket, data)).toMatchObject({ ok: false, code: 'roster/broken-chain' });
  expect(await enrol(ticket, data)).toMatchObject({ ok: true });
  const identity = await loadIdentity(data);
  if (!identity) throw new Error('not enrolled');
  return { data, server, identity };
}

async function machine(it: Awaited<ReturnType<typeof enrolled>>) {
  const { ticket } = it.identity;
  const clock = systemClock();
  const store = folderStore(it.data);
  const http = gatewayHttp(ticket.gatewayUrl, { ca: ticket.ca, key: it.identity.tlsKey, cert: it.identity.certificate });
  const mechanics = fakeLock(clock.monoMs);
  const fingers: FingerReading[] = [];
  let pictures = 0;
  const started = await startMachineCore({
    machine: MACHINE,
    version: 'test',
    founding: ticket.founding,
    signer: it.identity.journal,
    clock,
    journalFile: await openJournalFile(join(it.data, 'journal.jsonl')),
    store,
    lock: mechanics.lock,
    fingerprint: { start: async () => undefined, read: async () => fingers.shift() ?? { kind: 'none' }, stop: async () => undefined },
    camera: { start: async () => undefined, photograph: async () => utf8(`${Date.now()} ${++pictures}`), stop: async () => undefined },
    sheetCheck: goodSheet,
  });
  if (!started.ok) throw new Error(started.code);
  const core = started.value;
  const logs: string[] = [];
  const gateway = await startGateway({
    identity: it.identity,
    core,
    store,
    files: gatewayFiles(http),
    onChange: () => undefined,
    log: (line) => logs.push(line),
  });
  await vi.waitFor(() => expect(it.server.presences.at(-1)).toMatchObject({ online: true, boot: core.journal.boot }), 10_000);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await gateway.stop();
    await core.stop();
    http.close();
  };
  stops.push(stop);
  async function use(server: TownServer, jti: string, impressions: number): Promise<void> {
    server.authorise(await server.town().authorise({ jti, impressions: [impressions] }), `command-${jti}`);
    await vi.waitFor(() => expect(core.memory.known(jti)).not.toBeNull(), 10_000);
    fingers.push(RIGHT);
    expect(await core.desk.choose(jti)).toMatchObject({ ok: true });
    await core.desk.checkSheet();
    for (let n = 0; n < impressions; n++) expect(await core.desk.press()).toMatchObject({ ok: true });
  }
  return { core, gateway, use, stop, logs };
}

const whole = async (server: TownServer, core: { journal: { head: { seq: number } } }): Promise<void> => {
  await vi.waitFor(() => expect(server.records.length).toBe(core.journal.head.seq + 1), { timeout: 30_000, interval: 50 });
  expect(server.complaints).toEqual([]);
};

test('a machine enrols once with its ticket; a wrong code is refused with its code', async () => {
  const { data, server, identity } = await enrolled();
  expect(identity.certificate).toContain('BEGIN CERTIFICATE');
  expect(JSON.parse(await readFile(join(data, 'identity', 'ticket.json'), 'utf8'))).toMatchObject({ code: 'spent' });
  expect(await enrol({ ...server.ticket(identity.ticket.founding), code: 'guess' }, data)).toMatchObject({
    ok: false,
    code: 'machine/wrong-code',
  });
});

test('a whole use over MQTT and TLS: command, answer, records in order, photographs before them, presence', async () => {
  const it = await enrolled();
  const { core, use, stop } = await machine(it);
  await use(it.server, 'jti-1', 2);
  await whole(it.server, core);
  expect(it.server.records.at(-1)).toMatchObject({ type: 'use.closed', data: { made: 2 } });
  expect(it.server.states).toMatchObject([{ command: 'command-jti-1', state: 'accepted' }]);
  expect(it.server.presences.at(-1)).toMatchObject({ online: true, rosterSeq: 1, sleeves: [{ sleeve: 1, closed: true }, { sleeve: 2 }] });
  it.server.authorise('a.b.c', 'command-jti-1'); // the same id again: the first answer again, whatever it carries
  await vi.waitFor(() => expect(it.server.states).toHaveLength(2), 10_000);
  expect(it.server.states[1]).toEqual(it.server.states[0]);
  await stop();
  expect(it.server.presences.at(-1)).toMatchObject({ online: false });
});

test('when the line breaks and acknowledgements are lost, nothing is lost and nothing comes out of order', async () => {
  const it = await enrolled();
  it.server.faults.loseAcknowledgement = (batch) => batch % 3 === 1;
  it.server.faults.cutAt = (batch) => batch % 4 === 3;
  const { core, use } = await machine(it);
  await use(it.server, 'jti-1', 5);
  await whole(it.server, core);
  expect(it.server.sentTwice()).toBeGreaterThan(0);
  it.server.cut();
  await core.journal.append({ type: 'power', data: {} });
  await whole(it.server, core);
});

test('a machine that was away sends what it recorded meanwhile; what was acknowledged is not sent again after a restart', async () => {
  const it = await enrolled();
  const first = await machine(it);
  await whole(it.server, first.core);
  await vi.waitFor(
    async () => expect(JSON.parse(await readFile(join(it.data, 'acknowledged.json'), 'utf8'))).toMatchObject({ seq: 0 }),
    5_000,
  );
  await first.stop();
  const second = await machine(it);
  for (let turn = 0; turn < 150; turn++) await second.core.journal.append({ type: 'power', data: { turn } });
  await whole(it.server, second.core);
  expect(it.server.sentTwice()).toBe(0);
});

test('an acknowledgement that the server did not sign, or for another journal, acknowledges nothing', async () => {
  const it = await enrolled();
  it.server.faults.loseAcknowledgement = () => true;
  const { core, logs } = await machine(it);
  await whole(it.server, core);
  const stranger = await ed25519Signer(new Uint8Array(32).fill(9));
  const { signToken } = await import('@yinzheng/domain');
  const payload = { dev: MACHINE, seq: 0, h: core.journal.head.h, iat: Math.floor(Date.now() / 1000) };
  const forged = await signToken('journal-ack+jwt', payload, stranger);
  const other = await it.server.town().acknowledge({ ...payload, h: 'f'.repeat(64) });
  it.server.acknowledge(forged);
  it.server.acknowledge(other);
  await vi.waitFor(() => expect(logs.filter((line) => line.includes('acknowledgement was refused'))).toHaveLength(2), 10_000);
  await expect(readFile(join(it.data, 'acknowledged.json'))).rejects.toThrow();
});

test('messages that do not fit the contract are said and dropped, and the machine lives on', async () => {
  const it = await enrolled();
  const { core, logs } = await machine(it);
  it.server.command({ v: 1, id: 'x', kind: 'open-sesame' });
  await vi.waitFor(() => expect(logs.some((line) => line.includes('contract'))).toBe(true), 10_000);
  await core.journal.append({ type: 'power', data: {} });
  await whole(it.server, core);
});

test('a ticket file that does not fit says where', async () => {
  const data = await mkdtemp(join(tmpdir(), 'yinzheng-ticket-'));
  stops.push(() => rm(data, { recursive: true }));
  const path = join(data, 'ticket.json');
  await writeFile(path, JSON.stringify({ v: 1 }));
  const { readTicket } = await import('./identity.ts');
  await expect(readTicket(path)).rejects.toThrow(/ticket\.json/);
});
