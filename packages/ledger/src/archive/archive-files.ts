import type { Digest } from '../encoding.ts';
import { toHex } from '../encoding.ts';
import { type Findings, inFile, type LogProblem } from '../log-check/report.ts';
import { source } from '../signatures.ts';

/** The files of an archive, wherever they lie: a folder, a ZIP, or the page's own copy. */
export interface ArchiveFiles {
  /** What turned out to be wrong with where they lie, as far as it was read. */
  readonly faults?: readonly LogProblem[];
  /** Every file that there is but those of the page's own copy. */
  list(): Promise<readonly string[]>;
  /** Null for a file that is not there; rejects when that cannot be found out. */
  read(path: string): Promise<Uint8Array | null>;
}

/** Most bytes of one file of an archive: a ZIP of a few kB may unpack to more than any memory. */
export const ARCHIVE_FILE_LIMIT = 256 * 1024 * 1024;

/** SHA-256 by WebCrypto, which does not hold up the thread as ours does. */
export const digestOfFile = async (bytes: Uint8Array): Promise<Digest> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', source(bytes))));

/** Files that are held against the list of digests as they are read; each that differs is told once. */
export interface ListedFiles {
  read(path: string): Promise<Uint8Array | null>;
  /** Reads all that nobody has asked for yet. */
  readRest(onProgress?: (files: number, of: number) => void): Promise<void>;
  readonly files: number;
  readonly bytes: number;
}

export function listedFiles(files: ArchiveFiles, sums: ReadonlyMap<string, Digest>, found: Findings): ListedFiles {
  const seen = new Set<string>();
  let bytesRead = 0;

  async function read(path: string): Promise<Uint8Array | null> {
    const digest = sums.get(path);
    if (digest === undefined) return null;
    const bytes = await files.read(path);
    if (seen.has(path)) return bytes;
    seen.add(path);
    bytesRead += bytes?.length ?? 0;
    if (!bytes) found.add(inFile('archive/missing', path));
    else if ((await digestOfFile(bytes)) !== digest) found.add(inFile('archive/changed', path));
    return bytes;
  }

  return {
    read,
    async readRest(onProgress) {
      for (const path of sums.keys()) {
        if (!seen.has(path)) await read(path);
        onProgress?.(seen.size, sums.size);
      }
    },
    get files() {
      return seen.size;
    },
    get bytes() {
      return bytesRead;
    },
  };
}
