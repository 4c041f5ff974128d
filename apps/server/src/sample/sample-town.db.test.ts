import { ed25519Signer, holdsPost, isOfficer, keyAt, type RosterState, sha256Hex, utf8 } from '@yinzheng/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/kit/database.ts';
import { OFFICER_SEEDS, SAMPLES_DIR, seedNamed, TOWN } from '../../../../test/kit/identity.ts';
import { systemChance } from '../adapters/chance/system-chance.ts';
import { FakeClock } from '../adapters/clock/fake-clock.ts';
import { memoryKeyring } from '../adapters/keyring/memory-keyring.ts';
import { argonPasswords } from '../adapters/passwords/argon-passwords.ts';
import { openTables } from '../adapters/tables/open-tables.ts';
import { openRosterBook } from '../roster/mod.ts';
import { enrolSampleMachine, prepareSampleTown, sampleSignIns } from './mod.ts';

const PLAN = { samplesDir: SAMPLES_DIR, seeds: OFFICER_SEEDS };

let kit: TestDatabase;
beforeAll(async () => {
  kit = await cloneDatabase();
});
afterAll(() => kit.drop());

async function start() {
  return {
    store: kit.database,
    roster: openRosterBook(kit.database),
    town: TOWN,
    clock: new FakeClock(),
    chance: systemChance,
    passwords: argonPasswords,
    tables: openTables(),
    keys: await memoryKeyring({ server: seedNamed('server'), log: seedNamed('log') }, TOWN.origin),
    pki: { ca: 'CA', server: { certificate: '', key: '' }, client: { certificate: '', key: '' }, issueMachineCertificate: async () => '' },
  };
}

const rosterOf = async (ports: Awaited<ReturnType<typeof start>>): Promise<RosterState> => {
  const roster = await ports.roster.current();
  if (!roster) throw new Error('not founded');
  return roster;
};

test('a start that is broken off before its ceremony goes on at the next', async () => {
  const ports = await start();
  const { kid } = await ed25519Signer(seedNamed('another key'));
  const broken = { ...ports, keys: { ...ports.keys, server: ports.keys.server.map((signer) => ({ ...signer, kid })) } };
  await expect(prepareSampleTown(broken, PLAN)).rejects.toMatchObject({ code: 'roster/bad-change' });
  expect(await ports.roster.current()).toBeNull();
  expect(await kit.database.people.allPosts()).not.toHaveLength(0);

  const officers = await prepareSampleTown(ports, PLAN);
  const roster = await rosterOf(ports);
  expect(roster.seq).toBe(1);
  expect(officers.map(({ person }) => isOfficer(roster, person))).toEqual([true, true]);
});

test('the roster lists the officers’ keys as a sample’s, the server’s key, and every post that was imported', async () => {
  const ports = await start();
  const roster = await rosterOf(ports);
  expect([...roster.keys.values()].map(({ holder, isSample }) => [holder.kind, isSample])).toEqual([
    ['person', true],
    ['person', true],
    ['server', false],
    ['log', false],
  ]);
  expect(keyAt(roster, ports.keys.server[0]?.kid ?? '', roster.at)?.holder).toEqual({ kind: 'server' });
  const posts = await kit.database.people.allPosts();
  expect(posts).toHaveLength(73);
  expect(posts.filter(({ person, post, body }) => !holdsPost(roster, person, post, body, roster.at))).toEqual([]);
});

test('a second start changes nothing and knows the same officers', async () => {
  const before = await rosterOf(await start());
  const ports = await start();
  const officers = await prepareSampleTown(ports, { ...PLAN, samplesDir: '/nowhere' });
  expect(await rosterOf(ports)).toEqual(before);
  expect(officers.map(({ person }) => person)).toEqual([...before.officers]);
});

test('other keys do not pass for the officers’', async () => {
  const strangers = [seedNamed('x'), seedNamed('y')] as const;
  await expect(prepareSampleTown(await start(), { ...PLAN, seeds: strangers })).rejects.toThrow('not in this roster');
});

test('a town that is no sample is not loaded', async () => {
  const ports = await start();
  await expect(prepareSampleTown({ ...ports, town: { ...TOWN, isSample: false } }, PLAN)).rejects.toThrow('no sample town');
  expect(await sampleSignIns({ ...ports, town: { ...TOWN, isSample: false } }, SAMPLES_DIR)).toEqual([]);
});

test('the sign-ins begin with the community whose machine runs, and open the door', async () => {
  const ports = await start();
  const signIns = await sampleSignIns(ports, SAMPLES_DIR);
  expect(signIns).toHaveLength(45);
  expect(signIns.slice(0, 5).map(({ account, posts }) => [account, posts])).toEqual([
    ['binjiang-clerk', '经办人'],
    ['binjiang-custodian', '保管人'],
    ['binjiang-director', '审批人'],
    ['binjiang-secretary', '审批人'],
    ['yuhai-officer-a', '名册负责人'],
  ]);
  const [clerk] = signIns;
  const known = await kit.database.people.credentialsOf(clerk?.account ?? '');
  expect(await argonPasswords.verify(known?.passwordHash ?? '', clerk?.password ?? '')).toBe(true);
  expect(argonPasswords.stepOf(known?.totpSecret ?? '', clerk?.code ?? '', ports.clock.now())).not.toBeNull();
});

test('the first community’s machine gets a ticket until it is enrolled', async () => {
  const ports = await start();
  const ticket = await enrolSampleMachine(ports, SAMPLES_DIR);
  expect(ticket).toMatchObject({ machine: 'binjiang-01', founding: (await rosterOf(ports)).founding });
  expect(ticket?.sleeves.map(({ seal }) => seal)).toEqual(['binjiang-committee', 'binjiang-party']);
  const { kid, publicKey } = await ed25519Signer(seedNamed('machine'));
  const codeHash = sha256Hex(utf8(ticket?.code ?? ''));
  const journal = { kid, key: publicKey, certificate: sha256Hex(utf8('certificate')) };
  const isTaken = await kit.database.transact(({ machines }) => machines.enrol('binjiang-01', codeHash, journal));
  expect(isTaken).toBe('enrolled');
  expect(await enrolSampleMachine(ports, SAMPLES_DIR)).toBeNull();
});
