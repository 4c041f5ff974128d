import { type AuthorisationClaims, impressionsLeft, verifyAuthorisation } from '@yinzheng/domain';
import { type Check, type Digest, fail, pass, type Signer } from '@yinzheng/ledger';
import type { Camera, FingerprintReader, SleeveLock } from '../drivers/port.ts';
import type { JournalFile } from '../journal/file.ts';
import { type Draft, type Journal, openJournal } from '../journal/journal.ts';
import type { Store } from '../journal/store.ts';
import { type Commands, openCommands } from './commands.ts';
import { type Desk, openDesk } from './desk.ts';
import { emptyMemory, type Known, type Memory, tally } from './memory.ts';
import type { Clock, SheetCheck } from './ports.ts';
import { openRosterBook, type RosterBook } from './roster.ts';
import { type SleeveGuard, sleeveGuard } from './sleeve-guard.ts';
import { type Timekeeper, timekeeper } from './timekeeper.ts';
import { turns } from './turns.ts';

/** Everything that the core needs from outside; each may be real, emulated or a test's. */
export interface MachineParts {
  readonly machine: string;
  readonly version: string;
  /** The founding roster's digest, from the ticket. */
  readonly founding: Digest;
  /** The journal key. */
  readonly signer: Signer;
  readonly clock: Clock;
  readonly journalFile: JournalFile;
  readonly store: Store;
  readonly lock: SleeveLock;
  readonly fingerprint: FingerprintReader;
  readonly camera: Camera;
  readonly sheetCheck: SheetCheck;
}

/** The machine without its network and its screen: give it commands, put people at its desk, read its journal. */
export interface MachineCore {
  readonly commands: Commands;
  readonly desk: Desk;
  readonly journal: Journal;
  readonly roster: RosterBook;
  readonly memory: Memory;
  readonly guard: SleeveGuard;
  readonly time: Timekeeper;
  /** Told after every change that a screen or the gateway may want to show. Returns the way to stop. */
  onChange(listener: () => void): () => void;
  /** Told when the server asks for records once more. */
  onResend(listener: (fromSeq: number) => void): () => void;
  /** Shuts every sleeve, then lets go of the drivers and the journal. */
  stop(): Promise<void>;
}

/** Shuts the sleeves, reads the journal back, says what the last life left open, and is ready. */
export async function startMachineCore(it: MachineParts): Promise<Check<MachineCore>> {
  const guard = sleeveGuard(it.lock, it.clock);
  await guard.statuses().catch(() => []); // starting the board turns everything off; a silent one is named when a sleeve should open
  await it.fingerprint.start().catch(() => undefined); // likewise: choosing a request tells of a silent reader
  await it.camera.start().catch(() => undefined); // and the first photograph of a camera that does not start

  const listeners = new Set<() => void>();
  const resenders = new Set<(fromSeq: number) => void>();
  const onChange = (): void => {
    for (const listener of listeners) listener();
  };

  const time = timekeeper(it.clock);
  const memory = emptyMemory();
  const stored = await it.store.loadCommands();
  for (const { jws } of stored) if (jws) memory.hold(jws);
  const opened = await openJournal({
    file: it.journalFile,
    dev: it.machine,
    signer: it.signer,
    time: time.read,
    onRecord(record) {
      memory.remember(record);
      time.raiseFloor(new Date(record.wall));
      onChange();
    },
  });
  if (!opened.ok) return opened;
  const journal = opened.value;
  const acknowledged = await it.store.loadAcknowledged();
  if (acknowledged) time.raiseFloor(new Date(acknowledged.iat * 1000));
  if (acknowledged && acknowledged.seq > journal.head.seq) return fail('machine/journal-damaged', { seq: journal.head.seq + 1 });
  const roster = await openRosterBook(it.store, it.founding);
  if (!roster.ok) return roster;

  const boot: Draft = { type: 'boot', data: { version: it.version, roster: roster.value.state?.seq ?? -1 } };
  await journal.append(boot, ...memory.all().flatMap(leftOpen));

  const verify = async (known: Known): Promise<Check<AuthorisationClaims>> => {
    const now = time.trusted();
    const state = roster.value.state;
    if (!now.ok) return now;
    if (!state) return fail('authorisation/roster-unknown');
    return verifyAuthorisation(known.jws, { machine: it.machine, devkey: it.signer.kid, roster: state, now: now.value });
  };
  const { lock, camera, sheetCheck, clock, fingerprint } = it;
  const work = { journal, memory, guard, lock, camera, photos: it.store, sheetCheck, clock, time };
  const desk = openDesk({ work, fingerprint, inTurn: turns(), verify, onChange });
  const commands = openCommands(
    {
      machine: it.machine,
      devkey: it.signer.kid,
      journal,
      memory,
      roster: roster.value,
      store: it.store,
      desk,
      clock,
      onAccepted: (claims) => void sheetCheck.prepare(claims).catch(() => undefined), // only fetched early; choosing asks again and says what is missing
      onResend: (fromSeq) => {
        for (const listener of resenders) listener(fromSeq);
      },
      onChange,
    },
    stored,
  );

  const subscribe =
    <T>(to: Set<T>) =>
    (listener: T) => {
      to.add(listener);
      return () => void to.delete(listener);
    };
  return pass({
    commands,
    desk,
    journal,
    roster: roster.value,
    memory,
    guard,
    time,
    onChange: subscribe(listeners),
    onResend: subscribe(resenders),
    async stop() {
      await desk.leave();
      await guard.shut();
      await Promise.allSettled([lock.stop(), fingerprint.stop(), camera.stop()]);
      await journal.close();
    },
  });
}

/** What a life that ended without a word left behind: a reservation without outcome is unknown, a finished use is closed. */
function leftOpen({ jti, use, claims }: Known): readonly Draft[] {
  const { status } = use;
  if (status === 'closed' || status === 'aborted') return [];
  const lost = use.impressions.filter(({ state }) => state === 'reserved');
  const unknown = lost.map(({ n }): Draft => ({ type: 'use.unknown', jti, data: { n, reason: 'power' } }));
  if (status === 'waiting' || impressionsLeft(use) > 0) return unknown;
  return [...unknown, { type: 'use.closed', jti, data: { request: claims.filed.request, ...tally(use) } }];
}
