import {
  type Checkpoint,
  type Comparison,
  type Cosigner,
  compareCheckpoints,
  entryBundlePath,
  type LogFiles,
  type NoteKey,
  openWitnessed,
  type Party,
  type Policy,
  parseCheckpoint,
  type Refused,
  TILE_WIDTH,
  text,
  tilePath,
  tilesOf,
  toHex,
  utf8,
} from '@yinzheng/ledger';
import { type CopyTally, copyLog } from './copy-log.ts';
import type { LogFolder } from './log-folder.ts';

/** One log that is mirrored: whose it is, where it is read, and where its copy lies. */
export interface Followed {
  readonly log: Party;
  readonly policy: Policy;
  readonly source: LogFiles;
  readonly folder: LogFolder;
  /** Notes that show a fork are kept there. */
  readonly evidence: LogFolder;
}

/** What one look at a log came to. */
export type Round =
  | { readonly kind: 'grew'; readonly from: number; readonly to: number; readonly tally: CopyTally }
  | { readonly kind: 'same'; readonly size: number }
  /** An older checkpoint than ours, of the same history. */
  | { readonly kind: 'behind'; readonly size: number; readonly held: number }
  | { readonly kind: 'awaiting'; readonly size: number; readonly witnesses: number }
  /** Two histories; both notes are kept under these names. */
  | { readonly kind: 'forked'; readonly at: number; readonly evidence: readonly string[] }
  | { readonly kind: 'refused'; readonly refused: Refused }
  | { readonly kind: 'silent' };

const CHECKPOINT = 'checkpoint';
const decoder = new TextDecoder();

/**
 * Looks at a log once: takes its checkpoint when it is signed as the policy asks and continues what is held, copies what is new, and only
 * when all of it is durable publishes the checkpoint with the mirror's own cosignature, which says so. Rejects when the log cannot be read
 * or its files are not those that it signed; then nothing is published.
 */
export async function followLog(it: Followed, by: Cosigner, nowS: number, onProgress?: (entries: number) => void): Promise<Round> {
  const bytes = await it.source.read(CHECKPOINT);
  if (!bytes) return { kind: 'silent' };
  const note = decoder.decode(bytes);
  const opened = await openWitnessed(it.policy, note);
  if (!opened.ok) return { kind: 'refused', refused: opened };
  const newest = opened.value;
  const { origin, size } = newest;
  if (origin !== it.log.key.name) return { kind: 'refused', refused: { ok: false, code: 'checkpoint/other-log', params: { origin } } };
  if (!newest.isWitnessed) return { kind: 'awaiting', size, witnesses: newest.witnesses.length };

  const held = await heldCheckpoint(it.folder);
  const comparison = held ? await compare(it, held, newest) : null;
  if (held && comparison?.kind === 'forked')
    return { kind: 'forked', at: comparison.at, evidence: await keepEvidence(it.evidence, [held, { ...newest, note }]) };
  if (held && size < held.size) return { kind: 'behind', size, held: held.size };

  const lines = linesWithout(by.key, note);
  if (held && size === held.size && lines === linesWithout(by.key, held.note)) return { kind: 'same', size };
  const tally = await copyLog(it.source, it.folder, newest, { held: held?.size ?? 0, ...(onProgress ? { onProgress } : {}) });
  const published = `${lines}${await by.cosign(newest, nowS)}`;
  await it.folder.writeAll([{ path: CHECKPOINT, bytes: utf8(published) }]);
  for (const path of grownFull(held?.size ?? 0, size)) await it.folder.remove(`${path}.p`);
  return held && size === held.size ? { kind: 'same', size } : { kind: 'grew', from: held?.size ?? 0, to: size, tally };
}

interface Held extends Checkpoint {
  readonly note: string;
}

/** What we published last. It was checked before it was written; the disk is ours. */
export async function heldCheckpoint(folder: LogFiles): Promise<Held | null> {
  const bytes = await folder.read(CHECKPOINT);
  if (!bytes) return null;
  const note = text(bytes);
  const parsed = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
  if (!parsed.ok) throw new Error('the mirror’s own checkpoint is damaged');
  return { ...parsed.value, note };
}

/** By the tiles of the later one: the log's, or when the log shows an older one, ours. */
const compare = (it: Followed, held: Checkpoint, newest: Checkpoint): Promise<Comparison> =>
  compareCheckpoints(held, newest, { readTile: tilesOf(newest.size < held.size ? it.folder : it.source) });

/** Kept under names that say what they are, the same pair once. */
async function keepEvidence(folder: LogFolder, notes: readonly (Checkpoint & { readonly note: string })[]): Promise<readonly string[]> {
  const files = notes.map(({ size, root, note }) => ({ path: `${size}-${toHex(root).slice(0, 16)}.checkpoint`, bytes: utf8(note) }));
  const fresh = [];
  for (const file of files) if (!(await folder.read(file.path))) fresh.push(file);
  if (fresh.length > 0) await folder.writeAll(fresh);
  return files.map(({ path }) => path);
}

/** The note without this key's signatures: ours is made anew. */
function linesWithout({ name, id }: NoteKey, note: string): string {
  const split = note.lastIndexOf('\n\n') + 2;
  const isOurs = (line: string): boolean =>
    line.startsWith(`— ${name} `) && Buffer.from(line.slice(`— ${name} `.length), 'base64').toString('hex', 0, 4) === id;
  const lines = note.slice(split).split('\n').slice(0, -1);
  return note.slice(0, split) + lines.flatMap((line) => (isOurs(line) ? [] : [`${line}\n`])).join('');
}

/** Paths of the tiles and bundles that became full between two sizes: their partial forms may go. */
function* grownFull(from: number, to: number): Generator<string> {
  for (let level = 0, span: number = TILE_WIDTH; span <= to; level += 1, span *= TILE_WIDTH) {
    // Only the one at the old edge had a partial form here.
    const index = Math.floor(from / span);
    if (from % span === 0 || index >= Math.floor(to / span)) continue;
    if (level === 0) yield entryBundlePath(index);
    yield tilePath(level, index);
  }
}
