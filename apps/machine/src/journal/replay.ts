import { type Check, canonicalJson, type Digest, fail, type JournalRecord, type PublicKey, pass, verifyRecord } from '@yinzheng/ledger';

export interface Replayed {
  readonly records: readonly JournalRecord[];
  /** Offset of each record, by seq, and of the end behind the last. */
  readonly offsets: readonly number[];
  /** What lies behind the last whole record: the remains of a write that a power cut interrupted, never acknowledged. */
  readonly torn: Uint8Array;
  /** The last record is whole but its line end did not reach the disk. */
  readonly lacksLineEnd: boolean;
}

const LINE_END = 0x0a;
/** Blocks that were allotted but never written read as zeros; canonical JSON holds none. */
const UNWRITTEN = Buffer.alloc(16);

/**
 * Reads a journal from the beginning and checks every record: spelling, chain, hash, signature.
 * A torn tail is told apart from damage: damage to a whole record refuses the journal (`machine/journal-damaged`),
 * because cutting an acknowledged reservation off would allow the impression a second time.
 */
export async function replay(bytes: Uint8Array, it: { dev: string; key: PublicKey; genesis: Digest }): Promise<Check<Replayed>> {
  const records: JournalRecord[] = [];
  const offsets: number[] = [0];
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const check = (line: Buffer): Promise<JournalRecord | null> => {
    const before = records.at(-1);
    return readLine(line, { ...it, seq: records.length, prev: before?.h ?? it.genesis, boot: before?.boot ?? 1 });
  };

  let at = 0;
  while (at < lines.length) {
    const end = lines.indexOf(LINE_END, at);
    const record = end < 0 ? null : await check(lines.subarray(at, end));
    if (record) {
      records.push(record);
      at = end + 1;
      offsets.push(at);
      continue;
    }
    const rest = lines.subarray(at);
    const whole = end < 0 ? await check(rest) : null;
    if (whole)
      return pass({ records: [...records, whole], offsets: [...offsets, lines.length + 1], torn: new Uint8Array(), lacksLineEnd: true });
    const isTorn = end < 0 ? !(await check(rest.subarray(0, -1))) : rest.includes(UNWRITTEN);
    if (!isTorn) return fail('machine/journal-damaged', { seq: records.length });
    return pass({ records, offsets, torn: new Uint8Array(rest), lacksLineEnd: false });
  }
  return pass({ records, offsets, torn: new Uint8Array(), lacksLineEnd: false });
}

async function readLine(
  line: Buffer,
  expected: { dev: string; key: PublicKey; seq: number; prev: Digest; boot: number },
): Promise<JournalRecord | null> {
  try {
    const spelled = line.toString('utf8');
    const record = JSON.parse(spelled) as JournalRecord;
    const fits = record.dev === expected.dev && record.seq === expected.seq && record.boot >= expected.boot;
    if (!fits || canonicalJson(record) !== spelled) return null;
    const verified = await verifyRecord(record, expected.key, expected.prev);
    return verified.ok ? record : null;
  } catch {
    return null; // not JSON: the caller decides between torn and damaged
  }
}
