import {
  type Check,
  canonicalJson,
  type Digest,
  genesisDigest,
  type JournalRecord,
  type JournalType,
  pass,
  type Signer,
  sealRecord,
  sha256Hex,
  utf8,
} from '@yinzheng/ledger';
import type { JournalFile } from './file.ts';
import { replay } from './replay.ts';

/** What happened, before it is sealed. */
export interface Draft {
  readonly type: JournalType;
  readonly jti?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** When it happened, as the machine knows it. */
export interface RecordTime {
  readonly wall: Date;
  readonly monoMs: number;
  readonly quality: 'server' | 'local';
}

export interface Head {
  /** -1 before the first record. */
  readonly seq: number;
  readonly h: Digest;
}

/** The journal cannot be written: nothing may move until the agent has started again and read it anew. */
export class JournalBroken extends Error {
  override readonly name = 'JournalBroken';
}

export interface Journal {
  readonly head: Head;
  /** Counts the agent's starts, from 1. */
  readonly boot: number;
  /** Wall time of the newest record, for the time floor; null in an empty journal. */
  readonly lastWall: Date | null;
  /**
   * Seals the drafts in order, durable before it resolves (one fdatasync for all that wait). Rejects with `JournalBroken`
   * when that failed; then every later append rejects too, because nobody can say what reached the disk.
   */
  append(...drafts: readonly Draft[]): Promise<readonly JournalRecord[]>;
  /** Up to `limit` records from `fromSeq` on. */
  read(fromSeq: number, limit: number): Promise<readonly JournalRecord[]>;
  close(): Promise<void>;
}

export interface JournalParts {
  readonly file: JournalFile;
  readonly dev: string;
  readonly signer: Signer;
  readonly time: () => RecordTime;
  /** Told of every record in order, those read back at the start and those made durable since: one way to remember both. */
  readonly onRecord: (record: JournalRecord) => void;
}

/** Replays the file, cuts a torn tail (and says so in a `recover.torn` record), and begins a new boot. */
export async function openJournal(it: JournalParts): Promise<Check<Journal>> {
  const genesis = genesisDigest(it.dev, it.signer.kid);
  const replayed = await replay(await it.file.readAll(), { dev: it.dev, key: it.signer.publicKey, genesis });
  if (!replayed.ok) return replayed;
  const { records, torn, lacksLineEnd } = replayed.value;
  const offsets = [...replayed.value.offsets];
  for (const record of records) it.onRecord(record);

  const boot = (records.at(-1)?.boot ?? 0) + 1;
  let last: JournalRecord | undefined = records.at(-1);
  let broken: JournalBroken | null = null;
  let waiting: { drafts: readonly Draft[]; resolve: (made: readonly JournalRecord[]) => void; reject: (cause: unknown) => void }[] = [];
  let isWriting = false;

  if (torn.length > 0) await it.file.truncate(offsets.at(-1) ?? 0);
  if (lacksLineEnd) await it.file.append(utf8('\n')); // made durable by the first append

  async function seal(drafts: readonly Draft[], before: JournalRecord | undefined): Promise<JournalRecord[]> {
    const made: JournalRecord[] = [];
    for (const { type, jti, data } of drafts) {
      const { wall, monoMs, quality } = it.time();
      const prev = made.at(-1) ?? before;
      const common = { v: 1, dev: it.dev, kid: it.signer.kid, seq: (prev?.seq ?? -1) + 1, prev: prev?.h ?? genesis, boot } as const;
      const when = { mono: Math.max(0, Math.round(monoMs)), wall: wall.toISOString(), tq: quality };
      made.push(await sealRecord(it.signer, { ...common, ...when, type, ...(jti === undefined ? {} : { jti }), data }));
    }
    return made;
  }

  async function writeOut(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (broken) throw broken;
        const made = await seal(
          batch.flatMap(({ drafts }) => drafts),
          last,
        );
        const lines = made.map((record) => utf8(`${canonicalJson(record)}\n`));
        await it.file.append(Buffer.concat(lines));
        await it.file.sync();
        for (const line of lines) offsets.push((offsets.at(-1) ?? 0) + line.length);
        last = made.at(-1) ?? last;
        for (const record of made) it.onRecord(record);
        for (const { drafts, resolve } of batch) resolve(made.splice(0, drafts.length));
      } catch (cause) {
        broken ??= new JournalBroken('the journal cannot be written', { cause });
        for (const { reject } of batch) reject(broken);
      }
    }
    isWriting = false;
  }

  const journal: Journal = {
    get head() {
      return { seq: last?.seq ?? -1, h: last?.h ?? genesis };
    },
    boot,
    get lastWall() {
      return last ? new Date(last.wall) : null;
    },
    append(...drafts) {
      const { promise, resolve, reject } = Promise.withResolvers<readonly JournalRecord[]>();
      waiting.push({ drafts, resolve, reject });
      if (!isWriting) void writeOut();
      return promise;
    },
    async read(fromSeq, limit) {
      const until = Math.min(fromSeq + limit, offsets.length - 1);
      const [start, end] = [offsets[fromSeq], offsets[until]];
      if (start === undefined || end === undefined || end <= start) return [];
      const lines = Buffer.from(await it.file.readAt(start, end - start)).toString('utf8');
      return lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as JournalRecord);
    },
    close: () => it.file.close(),
  };
  if (torn.length > 0) await journal.append({ type: 'recover.torn', data: { bytes: torn.length, sha256: sha256Hex(torn) } });
  return pass(journal);
}
