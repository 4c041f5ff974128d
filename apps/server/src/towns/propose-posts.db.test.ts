import { ed25519Signer, encodeEntry, holdsPost, type RosterChange } from '@yinzheng/ledger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../test/kit/database.ts';
import { OFFICER_SEEDS, TOWN } from '../../../../test/kit/identity.ts';
import { systemChance } from '../adapters/chance/system-chance.ts';
import { FakeClock } from '../adapters/clock/fake-clock.ts';
import { openRosterBook } from '../roster/mod.ts';
import { proposePosts } from './mod.ts';

let kit: TestDatabase;
beforeEach(async () => {
  kit = await cloneDatabase('sample_town');
});
afterEach(() => kit.drop());

async function portsOf(isSample: boolean) {
  const { database } = kit;
  const roster = openRosterBook(database);
  const state = await roster.current();
  const signers = await Promise.all(OFFICER_SEEDS.map(ed25519Signer));
  const officers = signers.map((signer) => {
    const holder = state?.keys.get(signer.kid)?.holder;
    return { person: holder?.kind === 'person' ? holder.person : '', signer };
  });
  return {
    store: database,
    roster,
    clock: new FakeClock(new Date().toISOString()),
    chance: systemChance,
    town: { ...TOWN, isSample },
    sampleOfficers: isSample ? officers : null,
  };
}

/** So many clerks of one body, straight into the store. */
const addClerks = (count: number) =>
  kit.database.transact(({ towns }) =>
    towns.load(
      'people',
      Array.from({ length: count }, (_, index) => ({
        account: `clerk-${index}`,
        name: '示例·经办人',
        passwordHash: '',
        totpSecret: '',
        isOfficer: false,
        posts: [{ post: 'clerk' as const, body: '55330381XXXX20335C' }],
        slots: [],
      })),
    ),
  );

const grants = (changes: readonly RosterChange[]) => changes.filter(({ op }) => op === 'grant-post').length;

test('outside a sample town new posts wait for the officers, and are proposed once', async () => {
  const ports = await portsOf(false);
  await addClerks(3);
  expect(await proposePosts(ports)).toBe(3);
  expect(await proposePosts(ports)).toBe(0);
  const proposals = await kit.database.roster.proposals();
  expect(proposals.map(({ changes }) => grants(changes))).toEqual([3]);
  const roster = await ports.roster.current();
  const clerk = await kit.database.people.credentialsOf('clerk-0');
  expect(roster && holdsPost(roster, clerk?.id ?? '', 'clerk', '55330381XXXX20335C', roster.at)).toBe(false);
});

test('in a sample town they count at once; more than one entry can hold are signed in several links', async () => {
  const ports = await portsOf(true);
  const before = await ports.roster.current();
  await addClerks(1_200);
  expect(await proposePosts(ports)).toBe(1_200);
  const links = await kit.database.roster.linksAfter(before?.seq ?? -1);
  expect(links.length).toBeGreaterThan(1);
  expect(links.reduce((sum, { statement }) => sum + grants(statement.changes), 0)).toBe(1_200);
  for (const facts of links) {
    const entry = encodeEntry({ v: 1, kind: 'roster.signed', town: TOWN.code, at: facts.statement.at, facts });
    expect(entry.length).toBeLessThan(60_000);
  }
  expect(await proposePosts(ports)).toBe(0);
});

test('nothing is proposed before the town is founded', async () => {
  const ports = await portsOf(false);
  const empty = await cloneDatabase();
  try {
    expect(await proposePosts({ ...ports, store: empty.database, roster: openRosterBook(empty.database) })).toBe(0);
  } finally {
    await empty.drop();
  }
});
