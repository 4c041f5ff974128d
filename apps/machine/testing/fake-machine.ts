import type { CommandMessage } from '@yinzheng/contract';
import { type Check, ed25519Signer, type JournalRecord, type Signer, utf8 } from '@yinzheng/ledger';
import { type MachineCore, type MachineParts, startMachineCore } from '../src/core/machine.ts';
import type { DoubtfulPlace, SheetCheck } from '../src/core/ports.ts';
import type { FingerReading, SleeveLock } from '../src/drivers/port.ts';
import { fakeClock } from './fake-clock.ts';
import { fakeDisk } from './fake-disk.ts';
import { foundTown, type Town, type Wish } from './town.ts';

export const MACHINE = 'machine-1';

/** A lock whose mechanics outlive the agent: what it counts is what really happened to the paper. */
export function fakeLock(nowMs: () => number) {
  const heldUntil = new Map<number, number>();
  const physics = { presses: 0, pressesWhileShut: 0, sealPresent: true, isSilent: false, refuses: false };
  const isOpen = (sleeve: number): boolean => nowMs() < (heldUntil.get(sleeve) ?? 0);
  const answer = (): void => {
    if (physics.isSilent) throw new Error('the board is silent');
  };
  const lock: SleeveLock = {
    start: async () => {
      heldUntil.clear();
      answer();
    },
    hold: async (sleeve) => {
      heldUntil.set(sleeve, nowMs() + 2_000);
      answer();
    },
    press: async (sleeve) => {
      if (physics.refuses) return 'not-pressed';
      physics.presses++;
      if (!isOpen(sleeve)) physics.pressesWhileShut++;
      answer();
      return 'pressed';
    },
    shutAll: async () => {
      heldUntil.clear();
      answer();
    },
    read: async () => {
      answer();
      return [1, 2].map((sleeve) => ({ sleeve, closed: !isOpen(sleeve), sealPresent: physics.sealPresent }));
    },
    stop: async () => undefined,
  };
  return { lock, physics, isOpen };
}

export const goodSheet: SheetCheck = {
  prepare: async () => ({ ok: true, value: true }),
  before: async () => ({ verdict: 'go', reasons: [] }),
  after: async () => ({ outcome: 'confirmed', reasons: [], seals: [] }),
};

/** A place that a person has to look at. */
export const doubtfulPlace = (leftMm = 120.04): DoubtfulPlace => ({
  kind: 'changed',
  leftMm,
  topMm: 45,
  widthMm: 4,
  heightMm: 4,
  text: { approved: '3', seen: '8' },
  approved: utf8('as approved'),
  seen: utf8('as seen'),
});

/** A page check that is not sure of two places. */
export const doubtfulSheet: SheetCheck = {
  ...goodSheet,
  before: async () => ({ verdict: 'ask', reasons: ['page/unsure'], doubt: [doubtfulPlace(), doubtfulPlace(30)] }),
};

/** A town, a disk, a clock, hardware: boot the core on it as often as you like. */
export async function bench(overrides: Partial<MachineParts> = {}) {
  const clock = fakeClock();
  const signer: Signer = await ed25519Signer(new Uint8Array(32).fill(7));
  const town: Town = await foundTown({ id: MACHINE, journal: signer }, new Date('2026-01-01T00:00:00.000Z'));
  const disk = fakeDisk();
  const mechanics = fakeLock(clock.monoMs);
  const fingers: FingerReading[] = [];
  let pictures = 0;
  const parts: MachineParts = {
    machine: MACHINE,
    version: 'test',
    founding: town.founding,
    signer,
    clock,
    journalFile: disk.journal,
    store: disk.store,
    lock: mechanics.lock,
    fingerprint: { start: async () => undefined, read: async () => fingers.shift() ?? { kind: 'none' }, stop: async () => undefined },
    camera: { start: async () => undefined, photograph: async () => utf8(`picture ${++pictures}`), stop: async () => undefined },
    sheetCheck: goodSheet,
    ...overrides,
  };
  let commands = 0;
  return {
    clock,
    town,
    disk,
    mechanics,
    fingers,
    parts,
    boot: (more: Partial<MachineParts> = {}): Promise<Check<MachineCore>> => startMachineCore({ ...parts, ...more }),
    command: (authorisation: string, id = `command-${++commands}`): CommandMessage => ({
      v: 1,
      id,
      kind: 'authorise',
      at: clock.now().toISOString(),
      authorisation,
      roster: [...town.links],
    }),
    wish: (wish: Wish = {}): Promise<string> => town.authorise({ now: clock.now(), ...wish }),
    records: (): JournalRecord[] =>
      Buffer.from(disk.bytes())
        .toString('utf8')
        .split('\n')
        .slice(0, -1) // behind the last line end: nothing, or the remains of a write that a power cut interrupted
        .map((line) => JSON.parse(line) as JournalRecord),
  };
}

export type Bench = Awaited<ReturnType<typeof bench>>;

export const RIGHT: FingerReading = { kind: 'match', slot: 7, score: 180 };
