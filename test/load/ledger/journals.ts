import {
  type Entry,
  genesisDigest,
  type JournalRecord,
  type RosterChange,
  type Signer,
  sealRecord,
  sha256Hex,
  utf8,
} from '@yinzheng/ledger';
import { instant, nextStatement, OFFICERS, sampleRoster, signerNamed, signRoster, TOWN, town } from '../../arbitraries/town.ts';

/** One machine's journal, which goes on from record to record without a gap. */
export interface BenchJournal {
  next(): Promise<Entry>;
}

/** As many journals as write at once: what one machine recorded must reach the log in its order. */
const JOURNALS = 26;
const nameOf = (at: number): string => `bench-${at}`;
const signerOf = (at: number): Promise<Signer> => signerNamed(`bench machine ${at}`);

/**
 * The records of one machine as they enter a log: true digests, chained. Of millions of records the signatures would take longer than all
 * else together, so they are signed by nobody; `yinzheng verify --signatures roster` asks for no more.
 */
export async function openJournal(at: number): Promise<BenchJournal> {
  const signer: Signer = { ...(await signerOf(at)), sign: async () => new Uint8Array(64) };
  let before: JournalRecord | null = null;
  return {
    async next() {
      const seq: number = before ? before.seq + 1 : 0;
      const n = 1 + (seq % 60);
      const record: JournalRecord = await sealRecord(signer, {
        dev: nameOf(at),
        seq,
        prev: before?.h ?? genesisDigest(nameOf(at), signer.kid),
        boot: 1,
        mono: seq * 250,
        wall: instant(10, seq),
        tq: 'server',
        jti: `01K${String(Math.floor(seq / 60)).padStart(23, '0')}`,
        type: 'use.impression',
        data: { n, page: n, copy: 1, photo: sha256Hex(utf8(`photograph ${at} ${seq}`)), outcome: 'confirmed' },
      });
      before = record;
      return { v: 1, kind: 'machine.recorded', town: TOWN, at: instant(10, seq), facts: record };
    },
  };
}

/** The roster that lists the machines: what such a log begins with. */
export async function rosterEntries(): Promise<readonly Entry[]> {
  const of = await town();
  const links = await sampleRoster(of);
  const keys = await Promise.all(
    Array.from({ length: JOURNALS }, async (_, at): Promise<RosterChange> => {
      const { kid, publicKey } = await signerOf(at);
      return { op: 'add-key', holder: { kind: 'machine', machine: nameOf(at) }, kid, key: publicKey, sample: true };
    }),
  );
  const last = links.at(-1);
  if (!last) throw new Error('the sample roster has links');
  const machines = await signRoster(of, nextStatement(last.statement, instant(2), keys), OFFICERS);
  return [...links, machines].map((link) => ({ v: 1, kind: 'roster.signed', town: TOWN, at: link.statement.at, facts: link }));
}
