import { canonicalJson, parseCanonical } from '../canonical.ts';
import { type Check, fail } from '../check.ts';
import { fromB64, toB64, utf8 } from '../encoding.ts';
import { checkPartLine } from '../shapes/archive.ts';
import { HASH_BYTES, leafHash } from '../tree/hash.ts';
import { verifyInclusion } from '../tree/verify.ts';
import type { LogCheckOptions, LogTrust } from './check-log.ts';
import { MOST_PROBLEMS, VERIFY_AT_ONCE } from './check-log.ts';
import { checkContent } from './content-check.ts';
import { findings, inFile, type LogReport } from './report.ts';
import { jobs } from './signature-jobs.ts';
import { holdLogKeys, openTrusted, reportOf } from './trusted.ts';

/** Chosen entries of a log, each with its proof, all under one checkpoint. */
export interface LogPart {
  readonly checkpoint: Uint8Array | null;
  /** In the order of the log; `where` names the file for people. */
  readonly lines: AsyncIterable<{ readonly text: string; readonly where: string }>;
}

/** One entry as a part of a log carries it: its exact canonical JSON, its place, and the hashes from the leaf to the root. */
export interface PartEntry {
  readonly index: number;
  readonly entry: string;
  readonly proof: readonly Uint8Array[];
}

/** One line, without its newline: canonical JSON. */
export const formatPartLine = ({ index, entry, proof }: PartEntry): string => canonicalJson({ entry, index, proof: proof.map(toB64) });

/** Reads one line; refuses with `json/…`, `shape/wrong`, `proof/malformed`. */
export function parsePartLine(line: string): Check<PartEntry> {
  const parsed = parseCanonical(line);
  if (!parsed.ok) return parsed;
  const shape = checkPartLine(parsed.value);
  if (!shape.ok) return shape;
  const { index, entry, proof } = shape.value;
  try {
    const hashes = proof.map(fromB64);
    return hashes.every((hash) => hash.length === HASH_BYTES)
      ? { ok: true, value: { index, entry, proof: hashes } }
      : fail('proof/malformed');
  } catch {
    return fail('proof/malformed'); // a hash is not in its one spelling
  }
}

/**
 * Checks chosen entries as `checkLog` checks all: each is in the tree under the checkpoint, and what they say holds together. A journal
 * may begin with any record, and has no gap from there on. `tiles` is 0.
 */
export async function checkPart({ checkpoint: note, lines }: LogPart, trust: LogTrust, options: LogCheckOptions = {}): Promise<LogReport> {
  const found = findings(options.mostProblems ?? MOST_PROBLEMS);
  const deep = options.signatures === 'roster' ? null : jobs(VERIFY_AT_ONCE);
  const content = checkContent(found, deep, { founding: trust.founding ?? null, onEntry: options.onEntry, isPart: true });
  const opened = await openTrusted(note, trust.policy, found);
  if (!opened) return reportOf(null, found, content, { bytes: 0, tiles: 0, isComplete: false });
  const { size, root } = opened.checkpoint;
  let [bytes, last, isComplete] = [0, -1, true];
  for await (const { text, where } of lines) {
    const line = parsePartLine(text);
    if (!line.ok) found.add(inFile(line.code, where, line.params));
    else {
      const { index, entry, proof } = line.value;
      const leaf = utf8(entry);
      bytes += leaf.length;
      if (index <= last) found.add(inFile('receipt/out-of-order', where));
      else if (!verifyInclusion({ leaf: leafHash(leaf), index, size, root, proof }))
        found.add(inFile('log/entry-not-there', where, { index }));
      last = Math.max(last, index);
      await content.take(index, leaf);
      options.onProgress?.(index + 1, size);
    }
    isComplete = !found.isFull;
    if (!isComplete) break;
  }
  if (isComplete) holdLogKeys(opened, content, found);
  await deep?.done();
  return reportOf(opened, found, content, { bytes, tiles: 0, isComplete });
}
