import {
  authenticTiles,
  type Check,
  type Checkpoint,
  compareCheckpoints,
  decodeEntryBundle,
  encodeEntryBundle,
  entryBundlePath,
  fail,
  type LogFiles,
  openWitnessed,
  type Policy,
  pass,
  TILE_WIDTH,
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
 * must contain, as its beginning, every checkpoint that is known. Refuses with the codes of a checkpoint, `restore/nothing-known`,
 * `restore/no-checkpoint`, `restore/not-witnessed` {path, count}, `restore/other-log` {path}, `restore/forked` {path, at},
 * `restore/mirror-behind` {held, known, path}, `restore/mirror-ahead` {held, known}; then nothing was written. Rejects as `copyLog` does.
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

  let newest: Checkpoint | null = null;
  for (const { path, note: text } of it.known) {
    const known = await openWitnessed(it.policy, text);
    if (!known.ok) return fail(known.code, { ...known.params, path });
    if (known.value.origin === origin && known.value.size > size)
      return fail('restore/mirror-behind', { held: size, known: known.value.size, path });
    const comparison = await compareCheckpoints(known.value, held.value, { readTile: tilesOf(from) });
    if (comparison.kind === 'forked') return fail('restore/forked', { path, at: comparison.at });
    if (comparison.kind === 'other-log') return fail('restore/other-log', { path });
    if (!newest || known.value.size > newest.size) newest = known.value;
  }
  const known = newest?.size ?? 0;
  if (known < size && !it.allowAhead) return fail('restore/mirror-ahead', { held: size, known });

  const tally = await copyLog(from, to, held.value, { held: 0 });
  if (known < size) await to.writeAll(await edgeOf(from, to, held.value, known));
  if (!(await to.read('checkpoint'))) await to.writeAll([{ path: 'checkpoint', bytes: utf8(note) }]);
  return pass({ origin, size, known, tally });
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
