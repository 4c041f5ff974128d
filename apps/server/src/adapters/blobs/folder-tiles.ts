import { text, utf8 } from '@yinzheng/ledger';
import type { TileStore } from '../../ports/tiles.ts';
import { outranks, type RankedNote, rankNote } from './checkpoint-rank.ts';
import { DurableFolder } from './durable-folder.ts';
import { otherBytes, requireReadablePath, requireTilePath } from './tile-path.ts';

const PUBLISHED = 'checkpoints';

/** Sorts as the checkpoints rank. */
const nameOf = ({ size, signatures }: RankedNote): string => `${String(size).padStart(16, '0')}.${String(signatures).padStart(3, '0')}`;

/**
 * The ledger's public files, in a folder. The published checkpoint is the last by name of those in `checkpoints/`, each made once under its
 * size: nobody needs a lock to keep it from going back, so a writer that was stopped in the middle neither blocks the others nor harms
 * when it goes on. The file `checkpoint` is a copy, for other web servers and for copies; it follows at once, and is set
 * right by whoever sees it behind.
 */
export class FolderTiles implements TileStore {
  readonly #folder: DurableFolder;

  constructor(dir: string) {
    this.#folder = new DurableFolder(dir);
  }

  async start(): Promise<void> {
    await this.#folder.start();
    if ((await this.#newest()) !== null) await this.#point();
  }

  stop(): Promise<void> {
    return this.#folder.stop();
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    requireTilePath(path);
    if (await this.#folder.create(path, bytes)) return;
    const known = await this.#folder.read(path);
    if (known === null || Buffer.compare(known, bytes) !== 0) throw otherBytes(path);
  }

  async read(path: string): Promise<Uint8Array | null> {
    requireReadablePath(path);
    if (path !== 'checkpoint') return this.#folder.read(path);
    const newest = await this.#newest();
    return newest && utf8(newest.note);
  }

  async publishCheckpoint(note: string): Promise<number> {
    const ranked = rankNote(note);
    const known = await this.#newest();
    if (known && !outranks(ranked, known)) return known.size;
    const name = nameOf(ranked);
    if (!(await this.#folder.create(`${PUBLISHED}/${name}`, utf8(note)))) await this.#requireSameText(name, ranked);
    await this.#point();
    return (await this.#newest())?.size ?? ranked.size;
  }

  async dropPartials(path: string): Promise<void> {
    requireTilePath(path);
    await this.#folder.deleteFolder(`${path}.p`);
  }

  async #newest(): Promise<RankedNote | null> {
    for (;;) {
      const name = (await this.#folder.list(PUBLISHED)).at(-1);
      if (name === undefined) return null;
      const bytes = await this.#folder.read(`${PUBLISHED}/${name}`);
      // Gone since it was listed: only because there is a later one.
      if (bytes) return rankNote(text(bytes));
    }
  }

  async #requireSameText(name: string, ranked: RankedNote): Promise<void> {
    const known = await this.#folder.read(`${PUBLISHED}/${name}`);
    if (known) outranks(ranked, rankNote(text(known)));
  }

  /** Lets `checkpoint` repeat the last one, and deletes those before it. Looks once more afterwards: another may have been quicker. */
  async #point(): Promise<void> {
    for (let pointed: string | undefined; ; ) {
      const names = await this.#folder.list(PUBLISHED);
      const last = names.at(-1);
      if (last === undefined || last === pointed) return;
      const bytes = await this.#folder.read(`${PUBLISHED}/${last}`);
      if (bytes) await this.#folder.replace('checkpoint', bytes);
      for (const name of names.slice(0, -1)) await this.#folder.delete(`${PUBLISHED}/${name}`);
      pointed = last;
    }
  }
}
