import {
  appendLeaves,
  cosignaturesIn,
  emptyRoot,
  formatAddCheckpoint,
  leafHash,
  type NoteKey,
  type NoteSigner,
  signCheckpoint,
  type TileReader,
  tilePath,
  toB64,
  treeView,
  utf8,
  withCosignatures,
} from '@yinzheng/ledger';
import type { World } from './world.ts';

/** One history of a log: its tree, and its checkpoint of each size that was signed. */
export interface Branch {
  readonly name: string;
  readonly tiles: Map<string, Uint8Array>;
  readonly notes: Map<number, string>;
  size: number;
  root: Uint8Array;
}

const readerOf =
  ({ tiles }: Branch): TileReader =>
  async (level, index, width) => {
    const tile = tiles.get(tilePath(level, index, width));
    if (!tile) throw new Error(`no ${tilePath(level, index, width)}`);
    return tile;
  };

export interface KnownWitness {
  readonly address: string;
  readonly key: NoteKey;
}

const ASK_AGAIN_MS = 900;

/**
 * A city's log, asking its witnesses for cosignatures as the server does: each witness for the newest checkpoint, again when nothing came
 * back, from the size that it says it knows. An honest one has one branch; a liar has two, and shows each witness one of them.
 */
export class CityLog {
  readonly branches: Branch[];
  readonly #world: World;
  readonly #signer: NoteSigner;
  readonly #believed = new Map<string, number>();
  /** Which branch each witness is shown. */
  readonly #shown = new Map<string, number>();
  #entries = 0;

  constructor(world: World, signer: NoteSigner) {
    this.#world = world;
    this.#signer = signer;
    this.branches = [{ name: 'A', tiles: new Map(), notes: new Map(), size: 0, root: emptyRoot() }];
  }

  get origin(): string {
    return this.#signer.name;
  }

  /** From here on there are two histories: `shows` says which witnesses see the second one. */
  fork(shows: (address: string) => boolean, witnesses: readonly KnownWitness[]): void {
    const [first] = this.branches;
    if (!first || this.branches.length > 1) return;
    this.branches.push({ ...first, name: 'B', tiles: new Map(first.tiles), notes: new Map(first.notes) });
    for (const { address } of witnesses) this.#shown.set(address, shows(address) ? 1 : 0);
    this.#world.note('the log forks');
  }

  /** Shows every witness the other history from now on, as if they would not notice. */
  swap(): void {
    for (const [address, branch] of this.#shown) this.#shown.set(address, 1 - branch);
  }

  /** Adds entries to every branch, other ones to each, and signs. */
  async grow(count: number): Promise<void> {
    this.#entries += count;
    for (const branch of this.branches) {
      const leaves = Array.from({ length: count }, (_, at) => leafHash(utf8(`${branch.name} ${this.#entries} ${at}`)));
      const grown = await appendLeaves(branch.size, readerOf(branch), leaves);
      for (const { level, index, width, bytes } of grown.tiles) branch.tiles.set(tilePath(level, index, width), bytes);
      branch.size = grown.size;
      branch.root = grown.root;
      branch.notes.set(grown.size, await signCheckpoint({ origin: this.origin, size: grown.size, root: grown.root }, this.#signer));
      this.#world.note(`the log signs ${grown.size} of ${branch.name}`);
    }
  }

  /** Asks a witness for its cosignature over the newest checkpoint that it is shown, until the world ends. */
  async ask(witness: KnownWitness): Promise<void> {
    const branch = this.branches[this.#shown.get(witness.address) ?? 0] as Branch;
    const { size } = branch;
    const note = branch.notes.get(size);
    if (note && size > 0 && !note.includes(`— ${witness.key.name} `)) await this.#send(witness, branch, size, note);
    this.#world.after(ASK_AGAIN_MS, () => this.ask(witness));
  }

  /** Answers whoever asks how one of its checkpoints grew into another: `<from> <to> <root of to>`, from the branch where it can. */
  start(address: string): void {
    this.#world.serve(address, async (_, body) => {
      const [from = 0, to = 0] = body.split(' ').map(Number);
      const root = body.split(' ')[2] ?? '';
      const branch = this.branches.find(({ notes }) => notes.get(to)?.includes(`\n${root}\n`));
      const proof = branch ? await treeView(to, readerOf(branch)).consistency(from) : [];
      return proof.map(toB64).join('\n');
    });
  }

  async #send({ address, key }: KnownWitness, branch: Branch, size: number, note: string): Promise<void> {
    const old = Math.min(this.#believed.get(address) ?? 0, size);
    const proof = old === 0 || old === size ? [] : await treeView(size, readerOf(branch)).consistency(old);
    this.#world.call(address, 'add-checkpoint', formatAddCheckpoint({ old, proof, checkpoint: note }), async (answer) => {
      const [status = '', ...rest] = answer.split('\n');
      const body = rest.join('\n');
      if (status === '409') this.#believed.set(address, Number(body));
      if (status !== '200') return;
      this.#believed.set(address, Math.max(size, this.#believed.get(address) ?? 0));
      const known = branch.notes.get(size) ?? note;
      branch.notes.set(size, withCosignatures(known, await cosignaturesIn(body, known, [key])));
    });
  }
}
