import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { threadId } from 'node:worker_threads';
import { sheetOf } from '../../corpus/approve.ts';
import type { CaptureKind } from '../../corpus/capture/shot.ts';
import { formOf } from '../../corpus/layouts/form-of.ts';
import { type Approved, approvedOf, picturesOf, type Taken, type What } from '../../corpus/pictures.ts';

/** Where a picture's bytes lie until a check needs them: thousands of them do not fit in memory. */
export interface Stored {
  readonly seed: number;
  readonly what: What;
  readonly capture: CaptureKind;
  read(): Taken;
}

/** One sheet in some captures. */
export interface Wanted {
  readonly seed: number;
  readonly what: What;
  readonly captures: readonly CaptureKind[];
}

const PACKAGE = join(import.meta.dirname, '../..');
/** Pages whose bytes say whether sheets are still approved and printed as before: of letters, and of a picture. */
const PROBES = [
  { seed: 2, asPicture: false },
  { seed: 2, asPicture: true },
] as const;

/** A folder for this version of the corpus: other sources, or other bytes of an approved page, make other pictures. */
export async function cacheFolder(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync('corpus/**/*.ts', { cwd: PACKAGE }).sort()) {
    if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(join(PACKAGE, file)));
  }
  for (const { seed, asPicture } of PROBES) hash.update(await sheetOf(formOf(seed).form, seed, asPicture));
  const folder = join(dir, hash.digest('hex').slice(0, 12));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Pictures of the corpus, kept in a folder that `cacheFolder` gave. */
export class Cache {
  readonly #dir: string;

  constructor(folder: string) {
    this.#dir = folder;
  }

  approved(seed: number): Approved {
    return deserialize(readFileSync(this.#file(`${seed}-approved`)));
  }

  /** The pictures that are there of one sheet; none when the seed has no such sheet. */
  pictures(seed: number, what: What, captures: readonly CaptureKind[]): readonly Stored[] {
    const fileOf = (capture: CaptureKind): string => this.#file(`${seed}-${what}-${capture}`);
    return captures
      .filter((capture) => statSync(fileOf(capture)).size > 0)
      .map((capture) => ({ seed, what, capture, read: () => deserialize(readFileSync(fileOf(capture))) }));
  }

  /** Makes what is not there yet. An empty file says that the seed has no such sheet. */
  async fill({ seed, what, captures }: Wanted): Promise<void> {
    const approved = this.#file(`${seed}-approved`);
    if (!existsSync(approved)) write(approved, serialize(await approvedOf(seed)));
    const fileOf = (capture: CaptureKind): string => this.#file(`${seed}-${what}-${capture}`);
    const missing = captures.filter((capture) => !existsSync(fileOf(capture)));
    if (missing.length === 0) return;
    const taken = await picturesOf(seed, what, missing);
    for (const capture of missing) {
      const one = taken.find((picture) => picture.capture === capture);
      write(fileOf(capture), one ? serialize(one) : new Uint8Array());
    }
  }

  #file(name: string): string {
    return join(this.#dir, `${name}.bin`);
  }
}

/** Whole or not at all: two runs may share the folder. */
function write(file: string, bytes: Uint8Array): void {
  const draft = `${file}.${process.pid}-${threadId}`;
  writeFileSync(draft, bytes);
  renameSync(draft, file);
}
