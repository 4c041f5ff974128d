import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { CaptureKind } from '../../corpus/capture/shot.ts';
import { type Approved, approvedOf, picturesOf, type Taken, type What } from '../../corpus/pictures.ts';

/** Where a picture's bytes lie until a check needs them: thousands of them do not fit in memory. */
export interface Stored {
  readonly seed: number;
  readonly what: What;
  readonly capture: CaptureKind;
  read(): Taken;
}

const PACKAGE = join(import.meta.dirname, '../..');
/** What the corpus is made by: a change in any of it makes other pictures. */
const MADE_BY = ['corpus/**/*.ts', 'src/sheets/*.ts', 'src/font/*.ts', 'src/paper.ts', 'package.json'];

function version(): string {
  const hash = createHash('sha256');
  for (const file of MADE_BY.flatMap((pattern) => globSync(pattern, { cwd: PACKAGE })).sort()) {
    if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(join(PACKAGE, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Pictures of the corpus, made when first asked for and kept in a folder of this version of it. */
export class Cache {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = join(dir, version());
    mkdirSync(this.#dir, { recursive: true });
  }

  async approved(seed: number): Promise<Approved> {
    const file = this.#file(`${seed}-approved`);
    if (!existsSync(file)) write(file, await approvedOf(seed));
    return deserialize(readFileSync(file));
  }

  /** The pictures of one sheet; none when the seed has no such sheet. */
  async pictures(seed: number, what: What, captures: readonly CaptureKind[]): Promise<readonly Stored[]> {
    const fileOf = (capture: CaptureKind): string => this.#file(`${seed}-${what}-${capture}`);
    const missing = captures.filter((capture) => !existsSync(fileOf(capture)));
    if (missing.length > 0) {
      const taken = await picturesOf(seed, what, missing);
      for (const capture of missing) write(fileOf(capture), taken.find((one) => one.capture === capture) ?? null);
    }
    const read = (capture: CaptureKind): Taken | null => deserialize(readFileSync(fileOf(capture)));
    return captures
      .filter((capture) => read(capture) !== null)
      .map((capture) => ({ seed, what, capture, read: () => read(capture) as Taken }));
  }

  #file(name: string): string {
    return join(this.#dir, `${name}.bin`);
  }
}

/** Whole or not at all: two runs may share the folder. */
function write(file: string, value: unknown): void {
  writeFileSync(`${file}.${process.pid}`, serialize(value));
  renameSync(`${file}.${process.pid}`, file);
}
