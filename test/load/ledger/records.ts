import { type Entry, genesisDigest, type JournalRecord, type Signer, sealRecord, sha256Hex, utf8 } from '@yinzheng/ledger';
import { signerNamed, TOWN } from '../../arbitraries/town.ts';

/** Machines whose journals take turns in the log. */
const MACHINES = 10;
const MINUTE_MS = 60_000;
const BEGAN_MS = Date.parse('2026-11-22T06:00:00.000Z');

const instant = (at: number): string => new Date(BEGAN_MS + at * MINUTE_MS).toISOString();

/** One machine's journal, which goes on from record to record. */
interface Journal {
  readonly machine: string;
  readonly signer: Signer;
  before: JournalRecord | null;
}

/**
 * Records of machines as they enter a log: real digests, gap-free journals, the machines taking turns. `isSigned` false spares the
 * signatures (which then are of the right form and by nobody): of millions they would take longer than all else together.
 */
export async function openJournals(
  isSigned: boolean,
): Promise<{ next(): Promise<Entry>; readonly keys: readonly { machine: string; signer: Signer }[] }> {
  const journals: readonly Journal[] = await Promise.all(
    Array.from({ length: MACHINES }, async (_, at) => {
      const real = await signerNamed(`bench machine ${at}`);
      const signer: Signer = isSigned ? real : { ...real, sign: async () => new Uint8Array(64) };
      return { machine: `bench-${at}`, signer, before: null };
    }),
  );
  let made = 0;
  return {
    keys: journals,
    async next() {
      const journal = journals[made % MACHINES] as Journal;
      const record = await sealRecord(journal.signer, draftAfter(journal, made));
      journal.before = record;
      made += 1;
      return { v: 1, kind: 'machine.recorded', town: TOWN, at: instant(made), facts: record };
    },
  };
}

function draftAfter({ machine, signer, before }: Journal, made: number) {
  const n = 1 + (made % 60);
  const photo = sha256Hex(utf8(`photograph ${made}`));
  return {
    dev: machine,
    seq: (before?.seq ?? -1) + 1,
    prev: before?.h ?? genesisDigest(machine, signer.kid),
    boot: 1,
    mono: made * 250,
    wall: instant(made),
    tq: 'server' as const,
    jti: `01K${String(Math.floor(made / 60)).padStart(23, '0')}`,
    type: 'use.impression' as const,
    data: { n, page: n, copy: 1, photo, outcome: 'confirmed' },
  };
}
