import { appendLeaves, emptyRoot, leafHash, signCheckpoint, type TileReader, tilePath, treeView, utf8 } from '@yinzheng/ledger';
import { logNamed } from './town.ts';

/** A log as its witnesses see it: each of its sizes signed, and the way from one to the other. */
export interface GrowingLog {
  readonly vkey: string;
  root(size: number): Uint8Array;
  note(size: number): Promise<string>;
  proof(from: number, to: number): Promise<readonly Uint8Array[]>;
}

/** `origin` and its key, grown to `most` entries. `branch`: entries from `forkAt` on are others, signed by the same key. */
export async function growingLog(origin: string, most: number, branch = '', forkAt = 0): Promise<GrowingLog> {
  const log = await logNamed(origin);
  const tiles = new Map<string, Uint8Array>();
  const read: TileReader = async (level, index, width) =>
    tiles.get(tilePath(level, index, width)) ?? tiles.get(tilePath(level, index)) ?? new Uint8Array();
  const roots = [emptyRoot()];
  for (let size = 0; size < most; size += 1) {
    const grown = await appendLeaves(size, read, [leafHash(utf8(`${size >= forkAt ? branch : ''}${size}`))]);
    for (const it of grown.tiles) tiles.set(tilePath(it.level, it.index, it.width), it.bytes);
    roots.push(grown.root);
  }
  const root = (size: number): Uint8Array => {
    const known = roots[size];
    if (!known) throw new RangeError(`the log has ${most} entries`);
    return known;
  };
  return {
    vkey: log.vkey,
    root,
    note: (size) => signCheckpoint({ origin, size, root: root(size) }, log),
    proof: async (from, to) => (from === 0 || from >= to ? [] : treeView(to, read).consistency(from)),
  };
}
