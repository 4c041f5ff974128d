import { sameBytes } from '../encoding.ts';
import { HASH_BYTES } from '../tree/hash.ts';
import { entryBundlePath, TILE_WIDTH, type TileReader, tilePath } from '../tree/tiles.ts';

/**
 * The static files of a log (c2sp.org/tlog-tiles), wherever they lie: `checkpoint`, `tile/…`, `tile/entries/…`. Resolves to null
 * for a file that is not there; rejects when that cannot be found out.
 */
export interface LogFiles {
  read(path: string): Promise<Uint8Array | null>;
}

/** A file of the log and where it was found. */
export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const CHECKPOINT_PATH = 'checkpoint';

/** The tile as it was at this width; where the log keeps only the wider one that came later, that one. */
export const readTileFile = (files: LogFiles, level: number, index: number, width: number): Promise<LogFile | null> =>
  eitherOf(files, tilePath(level, index, width), tilePath(level, index));

/** The entry bundle as it was at this width, or the full one that came later. */
export const readBundleFile = (files: LogFiles, index: number, width: number): Promise<LogFile | null> =>
  eitherOf(files, entryBundlePath(index, width), entryBundlePath(index));

/** A file that the log must have is not there. */
export class LogFileMissing extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`the log lacks ${path}`);
    this.name = 'LogFileMissing';
    this.path = path;
  }
}

/** The tiles of a log's files. Rejects with `LogFileMissing`. */
export const tilesOf =
  (files: LogFiles): TileReader =>
  async (level, index, width) => {
    const file = await readTileFile(files, level, index, width);
    if (!file) throw new LogFileMissing(tilePath(level, index, width));
    return file.bytes;
  };

async function eitherOf(files: LogFiles, path: string, full: string): Promise<LogFile | null> {
  const bytes = await files.read(path);
  if (bytes) return { path, bytes };
  const wider = path === full ? null : await files.read(full);
  return wider && { path: full, bytes: wider };
}

/** Whether a tile has as many bytes as its path says: a full one 256 hashes, a partial one its width. */
export const hasTileLength = ({ path, bytes }: LogFile, width: number): boolean =>
  bytes.length === HASH_BYTES * (path.includes('.p/') ? width : TILE_WIDTH);

/** Where two tiles begin to differ, in bytes; -1 when they do not. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  if (sameBytes(a, b)) return -1;
  const at = a.findIndex((byte, place) => byte !== b[place]);
  return at < 0 ? a.length : at;
}
