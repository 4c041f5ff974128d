import {
  authenticTiles,
  type Check,
  type Checkpoint,
  type Comparison,
  compareCheckpoints,
  decodeEntryBundle,
  encodeEntryBundle,
  entryBundlePath,
  fail,
  LogFileMissing,
  type LogFiles,
  openWitnessed,
  type Policy,
  pass,
  TILE_WIDTH,
  TileNotAuthentic,
  tilePath,
  tilesOf,
  tileWidth,
  utf8,
} from '@yinzheng/ledger';
import { type CopyTally, copyLog } from '../copy-log.ts';
import type { LogFolder, LogFolderFile } from '../log-folder.ts';

export interface Restored {
  readonly origin: string;
  /** Entries of the mirror's checkpoint, and of the newest known one. */
  readonly size: number;
  readonly known: number;
  readonly tally: CopyTally;
}

/** A checkpoint of the log, and where it was read. */
export interface KnownNote {
  readonly path: string;
  readonly note: string;
}

/**
 * Gives a log its files back from a mirror. The mirror is not trusted: every file leads to a checkpoint that the log signed, and this one
 * must contain, as its beginning, every checkpoint that is known. One that is a little behind will do where the log's folder still has what
 * came after. Refuses with the codes of a checkpoint, `restore/nothing-known`,
 * `restore/no-checkpoint`, `restore/not-witnessed` {path, count}, `restore/other-log` {path}, `restore/forked` {path, at},
 * `restore/mirror-behind` {held, known, path, missing}, `restore/mirror-ahead` {held, known}. Whatever was written by then is the log's.
 * Rejects as `copyLog` does.
 */
export async function restoreLog(
  from: LogFiles,
  to: LogFolder,
  it: { readonly policy: Policy; readonly known: readonly KnownNote[]; readonly allowAhead: boolean },
): Promise<Check<Restored>> {
  const bytes = await from.read('checkpoint');
  if (!bytes) return fail('restore/no-checkpoint');
  const note = new TextDecoder().decode(bytes);
  const held = await openWitnessed(it.policy, note);
  if (!held.ok) return held;
  if (!held.value.isWitnessed) return fail('restore/not-witnessed', { count: held.value.witnesses.length });
  if (it.known.length === 0) return fail('restore/nothing-known');
  const { origin, size } = held.value;

  const both = eitherOf(from, to);
  let newest: { readonly checkpoint: Checkpoint; readonly note: string; readonly path: string } | null = null;
  try {
    for (const { path, note: text } of it.known) {
      const known = await openWitnessed(it.policy, text);
      if (!known.ok) return fail(known.code, { ...known.params, path });
      if (!newest || known.value.size > newest.checkpoint.size) newest = { checkpoint: known.value, note: text, path };
      const comparison = await compare(known.value, held.value, from, to);
      if (comparison.kind === 'forked') return fail('restore/forked', { path, at: comparison.at });
      if (comparison.kind === 'other-log') return fail('restore/other-log', { path });
    }
    const known = newest?.checkpoint.size ?? 0;
    if (known < size && !it.allowAhead) return fail('restore/mirror-ahead', { held: size, known });

    const target = newest && known > size ? newest : { checkpoint: held.value, note };
    const tally = await copyLog(both, to, target.checkpoint, { held: 0 });
    if (known < size) await to.writeAll(await edgeOf(from, to, held.value, known));
    if (!(await to.read('checkpoint'))) await to.writeAll([{ path: 'checkpoint', bytes: utf8(target.note) }]);
    return pass({ origin, size: Math.max(size, known), known, tally });
  } catch (cause) {
    if (!(cause instanceof LogFileMissing) || !newest || newest.checkpoint.size <= size) throw cause;
    return fail('restore/mirror-behind', { held: size, known: newest.checkpoint.size, path: newest.path, missing: cause.path });
  }
}

/** Each file from the first that has it. */
const eitherOf = (one: LogFiles, other: LogFiles): LogFiles => ({ read: async (path) => (await one.read(path)) ?? other.read(path) });

/** By the tiles of the mirror, and where these are not the later one's, by what is left in the folder. */
async function compare(known: Checkpoint, held: Checkpoint, from: LogFiles, to: LogFiles): Promise<Comparison> {
  try {
    return await compareCheckpoints(known, held, { readTile: tilesOf(eitherOf(from, to)) });
  } catch (cause) {
    if (!(cause instanceof TileNotAuthentic) || known.size <= held.size) throw cause;
    return compareCheckpoints(known, held, { readTile: tilesOf(eitherOf(to, from)) });
  }
}

/** The partial tiles and the partial bundle as they were at an earlier size: a log goes on from these. */
async function edgeOf(from: LogFiles, to: LogFiles, later: Checkpoint, size: number): Promise<readonly LogFolderFile[]> {
  const tiles = authenticTiles(later, tilesOf(from));
  const edge: LogFolderFile[] = [];
  for (let level = 0, span: number = TILE_WIDTH; size * TILE_WIDTH >= span; level += 1, span *= TILE_WIDTH) {
    const index = Math.floor(size / span);
    const width = tileWidth(size, level, index);
    if (width > 0) edge.push({ path: tilePath(level, index, width), bytes: (await tiles(level, index, width)).slice(0, width * 32) });
  }
  const index = Math.floor(size / TILE_WIDTH);
  const width = tileWidth(size, 0, index);
  const bundle = width > 0 ? await to.read(entryBundlePath(index, tileWidth(later.size, 0, index))) : null;
  const entries = bundle && decodeEntryBundle(bundle);
  if (entries?.ok) edge.push({ path: entryBundlePath(index, width), bytes: encodeEntryBundle(entries.value.slice(0, width)) });
  return edge;
}
