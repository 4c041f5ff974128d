import { randomUUID } from 'node:crypto';
import { ed25519Signer, type Policy } from '@yinzheng/ledger';
import { pino } from 'pino';
import { MemoryBlobs, MemoryTiles } from '../../apps/server/src/adapters/blobs/memory-blobs.ts';
import { systemChance } from '../../apps/server/src/adapters/chance/system-chance.ts';
import { FakeClock } from '../../apps/server/src/adapters/clock/fake-clock.ts';
import { databaseLeadership } from '../../apps/server/src/adapters/db/leadership.ts';
import { createHandlers } from '../../apps/server/src/adapters/http/handlers/create-handlers.ts';
import type { Needs } from '../../apps/server/src/adapters/http/handlers/needs.ts';
import { openSessions } from '../../apps/server/src/adapters/http/handlers/signed-in.ts';
import { createHttpServer } from '../../apps/server/src/adapters/http/http-server.ts';
import { memoryKeyring } from '../../apps/server/src/adapters/keyring/memory-keyring.ts';
import { openPasskeys } from '../../apps/server/src/adapters/passkeys/open-passkeys.ts';
import { argonPasswords } from '../../apps/server/src/adapters/passwords/argon-passwords.ts';
import { fakeSheets } from '../../apps/server/src/adapters/sheets/fake-sheets.ts';
import { openSheetChecks } from '../../apps/server/src/adapters/sheets/worker-checks.ts';
import { openTables } from '../../apps/server/src/adapters/tables/open-tables.ts';
import { openCheckpointBook, openProofDesk, openSequencer } from '../../apps/server/src/ledger/mod.ts';
import { openNoticeFeed } from '../../apps/server/src/notices/mod.ts';
import type { WitnessLine } from '../../apps/server/src/ports/witnesses.ts';
import { openRosterBook } from '../../apps/server/src/roster/mod.ts';
import { sampleSignIns } from '../../apps/server/src/sample/mod.ts';
import { openWitnessing } from '../../apps/server/src/witnesses/mod.ts';
import { trusting } from '../arbitraries/town.ts';
import { type Browser, openBrowser, openSession } from './browser.ts';
import { cloneDatabase } from './database.ts';
import { OFFICER_SEEDS, SAMPLES_DIR, seedNamed, TOWN } from './identity.ts';

/** Where a town keeps its files; in memory unless a test wants to look at them. */
export type TownFiles = Pick<Needs, 'blobs' | 'tiles'>;

export interface TestTown {
  /** Everything that the use cases run on; the clock stands still until a test moves it. */
  readonly ports: Needs & { readonly clock: FakeClock };
  readonly databaseUrl: string;
  /** Where the server answers, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Nobody's browser. */
  readonly visitor: Browser;
  /** A browser in which the person of this account is signed in. */
  signedIn(account: string): Promise<Browser>;
  /** Defects that reached the log. Empty, or the test has found one. */
  readonly defects: readonly string[];
  stop(): Promise<void>;
}

/** Who witnesses the town's ledger; nobody, unless a test says so. */
export interface Witnessing {
  readonly policy?: Policy;
  readonly line?: WitnessLine;
  readonly onTrouble?: (witness: string, kind: string, detail: string) => void;
}

const NOBODY: WitnessLine = { addCheckpoint: async () => ({ kind: 'away', detail: 'nobody' }) };

/** The sample town on a database of its own, behind a real HTTP server. Sheets, files, certificates and the clock are faked; nothing else is. */
export async function openTown(
  files: TownFiles = { blobs: new MemoryBlobs(), tiles: new MemoryTiles() },
  witnessing: Witnessing = {},
  sheets: Needs['sheets'] = fakeSheets,
): Promise<TestTown> {
  const { url: databaseUrl, database: store, drop } = await cloneDatabase('sample_town');
  const defects: string[] = [];
  const onError = (cause: unknown) => defects.push(cause instanceof Error ? `${cause.stack}` : String(cause));
  const sheetChecks = openSheetChecks({ workers: 1, timeoutMs: 60_000, maxMemoryMiB: 1024, maxMiB: 20, maxMegapixels: 26 });
  const ports = await composePorts(store, { ...files, sheets, sheetChecks }, onError, witnessing);
  const leadership = databaseLeadership(databaseUrl);
  const sequencer = openSequencer(
    { ...ports, leadership },
    {
      onCheckpoint: () => {
        ports.proofs.published();
        collector.wake();
      },
      onError,
    },
  );
  const collector = openWitnessing(
    { ...ports, line: witnessing.line ?? NOBODY },
    {
      alarmMs: 10 * 60_000,
      onCosigned: () => {
        ports.proofs.published();
        sequencer.witnessed();
      },
      onTrouble: witnessing.onTrouble ?? (() => {}),
      onError,
    },
  );
  const server = createHttpServer({
    handlers: createHandlers(ports),
    sessions: openSessions(ports),
    tiles: ports.tiles,
    webDir: '/nowhere',
    publicUrl: TOWN.publicUrl,
    logger: pino({ level: 'error' }, { write: (line: string) => void defects.push(line) }),
    host: '127.0.0.1',
    port: 0,
    isStrict: true,
    // Who stands behind the test's own proxy says so.
    trustProxy: '127.0.0.1',
  });
  const url = `http://127.0.0.1:${await server.start()}`;
  return {
    ports,
    databaseUrl,
    url,
    visitor: openBrowser(url),
    async signedIn(account) {
      const person = await store.people.credentialsOf(account);
      if (!person) throw new Error(`the sample town has no ${account}`);
      return openBrowser(url, person.id, await openSession(ports, person.id));
    },
    defects,
    async stop() {
      await server.stop();
      await sheetChecks.stop();
      await ports.feed.stop();
      await collector.stop();
      await sequencer.stop();
      await drop();
    },
  };
}

async function composePorts(
  store: Needs['store'],
  { blobs, tiles, sheets, sheetChecks }: TownFiles & Pick<Needs, 'sheets' | 'sheetChecks'>,
  onError: (cause: unknown) => void,
  { policy }: Witnessing,
): Promise<TestTown['ports']> {
  const clock = new FakeClock(new Date().toISOString());
  const roster = openRosterBook(store);
  const signers = await Promise.all(OFFICER_SEEDS.map(ed25519Signer));
  const officers = await store.people.officers();
  const state = await roster.current();
  const retention = { usedDays: 3650, unusedDays: 180, draftDays: 30, noticeDays: 90 };
  const keys = await memoryKeyring({ server: seedNamed('server'), log: seedNamed('log') }, TOWN.origin);
  const checkpoints = openCheckpointBook(store, policy ?? trusting(keys.log[0]?.vkey ?? ''));
  const base = {
    store,
    clock,
    retention,
    roster,
    tiles,
    checkpoints,
    chance: systemChance,
    passwords: argonPasswords,
    tables: openTables(),
    town: TOWN,
  };
  return {
    ...base,
    blobs,
    sheets,
    sheetChecks,
    passkeys: openPasskeys({ rpId: TOWN.rpId, rpName: TOWN.name, origins: [TOWN.publicUrl] }),
    pki: {
      ca: 'CA',
      server: { certificate: '', key: '' },
      client: { certificate: '', key: '' },
      issueMachineCertificate: async (machine) => `certificate of ${machine}, ${randomUUID()}`,
    },
    keys,
    push: { publicKey: 'BPushKey' },
    feed: openNoticeFeed(store, onError),
    proofs: openProofDesk(base),
    sampleOfficers: signers.map((signer) => {
      const holder = state?.keys.get(signer.kid)?.holder;
      const person = officers.find(({ id }) => holder?.kind === 'person' && id === holder.person);
      if (!person) throw new Error('the template has other officers');
      return { person: person.id, signer };
    }),
    sampleSignIns: () => sampleSignIns(base, SAMPLES_DIR),
    gateway: { gatewayUrl: 'https://localhost:8421', mqttUrl: 'mqtts://localhost:8883' },
    version: '0.1.0',
    isReady: async () => true,
  };
}
