import type { Policy } from '../notes/policy.ts';
import { HASH_BYTES, leafHash } from '../tree/hash.ts';
import { decodeEntryBundle, entryBundlePath, TILE_WIDTH, tileWidth } from '../tree/tiles.ts';
import { checkContent, type EntryReader } from './content-check.ts';
import { CHECKPOINT_PATH, type LogFile, type LogFiles } from './log-files.ts';
import { readAhead } from './read-ahead.ts';
import { type Findings, findings, inFile, type LogReport } from './report.ts';
import { jobs } from './signature-jobs.ts';
import { checkTiles } from './tile-check.ts';
import { holdLogKeys, openTrusted, reportOf } from './trusted.ts';

export interface LogTrust {
  /** Whose log, and whose cosignatures are enough: what is taken on faith. `policyOf(vkey)` asks for the log's key alone. */
  readonly policy: Policy;
  /** The digest of the town's founding roster, when it is known from elsewhere. */
  readonly founding?: string;
}

export interface LogCheckOptions {
  /** `all`: of every decision and every machine record too, some 0.4 ms of one core each. `roster`: only those of the roster's links. */
  readonly signatures?: 'all' | 'roster';
  /** More problems than these end the check. */
  readonly mostProblems?: number;
  /** Entry bundles read ahead; each is at most 16.8 MB, and as a rule some 150 kB. */
  readonly readAhead?: number;
  readonly onProgress?: (entries: number, of: number) => void;
  readonly onEntry?: EntryReader;
}

export const MOST_PROBLEMS = 100;
const READ_AHEAD = 16;
export const VERIFY_AT_ONCE = 64;

/**
 * Checks a whole log from its static files: the checkpoint and its signatures, every tile of every level, every bundle and entry, the
 * roster's chain, the machines' journals without a gap, and who signed what with which key. Streams: what it holds does not grow with
 * the log, but for the roster and one line for each journal. Rejects only when the files cannot be read.
 */
export async function checkLog(files: LogFiles, trust: LogTrust, options: LogCheckOptions = {}): Promise<LogReport> {
  const found = findings(options.mostProblems ?? MOST_PROBLEMS);
  const deep = options.signatures === 'roster' ? null : jobs(VERIFY_AT_ONCE);
  const content = checkContent(found, deep, { founding: trust.founding ?? null, onEntry: options.onEntry });
  const note = await files.read(CHECKPOINT_PATH);
  const opened = await openTrusted(note, trust.policy, found);
  if (!opened) return reportOf(null, found, content, { bytes: 0, tiles: 0, isComplete: false });
  const { checkpoint } = opened;

  const source = readAhead(files);
  const tiles = await checkTiles(source.files, checkpoint.size, checkpoint.root, found);
  const bundles = Math.ceil(checkpoint.size / TILE_WIDTH);
  let bytes = 0;
  let isComplete = true;
  for await (const [bundle, file] of source.bundles(checkpoint.size, options.readAhead ?? READ_AHEAD)) {
    await tiles.begin(bundle);
    const entries = entriesOf(file, bundle, tileWidth(checkpoint.size, 0, bundle), found);
    bytes += file?.bytes.length ?? 0;
    tiles.take(entries && hashesOf(entries));
    for (const [at, entry] of (entries ?? []).entries()) await content.take(bundle * TILE_WIDTH + at, entry);
    options.onProgress?.(Math.min(checkpoint.size, (bundle + 1) * TILE_WIDTH), checkpoint.size);
    isComplete = bundle + 1 === bundles || !found.isFull;
    if (!isComplete) break;
  }
  if (isComplete) await tiles.end();
  if (isComplete) holdLogKeys(opened, content, found);
  await deep?.done();
  return reportOf(opened, found, content, { bytes, tiles: tiles.tiles, isComplete });
}

/** The entries that the tree has of this bundle; null, and told, when the file is missing or is not the bundle. */
function entriesOf(file: LogFile | null, bundle: number, width: number, found: Findings): readonly Uint8Array[] | null {
  if (!file) {
    found.add(inFile('log/missing-file', entryBundlePath(bundle, width)));
    return null;
  }
  const decoded = decodeEntryBundle(file.bytes);
  const expected = file.path.includes('.p/') ? width : TILE_WIDTH;
  if (!decoded.ok) found.add(inFile(decoded.code, file.path, { ...decoded.params, byte: Number(decoded.params?.at ?? 0) }));
  else if (decoded.value.length !== expected) found.add(inFile('log/bundle-count', file.path, { entries: decoded.value.length, expected }));
  else return decoded.value.slice(0, width);
  return null;
}

function hashesOf(entries: readonly Uint8Array[]): Uint8Array {
  const hashes = new Uint8Array(entries.length * HASH_BYTES);
  for (const [at, entry] of entries.entries()) hashes.set(leafHash(entry), at * HASH_BYTES);
  return hashes;
}
