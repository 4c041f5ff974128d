import {
  type Cosigner,
  claimedOrigin,
  type NoteKey,
  openSubmitted,
  parseAddCheckpoint,
  refusalOf,
  WITNESS_STATUS,
  withCosignatures,
} from '@yinzheng/ledger';
import type { World } from './world.ts';

interface Kept {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** A witness by the rules of packages/ledger, with a disk that keeps what was written and a process that dies now and then. */
export class WitnessActor {
  readonly cosigner: Cosigner;
  /** Checkpoints that the log's key signed and that do not fit what was cosigned before. */
  readonly evidence: string[] = [];
  readonly #world: World;
  readonly #logKey: NoteKey;
  /** The disk. */
  #kept: Kept | null = null;

  constructor(world: World, cosigner: Cosigner, logKey: NoteKey) {
    this.#world = world;
    this.cosigner = cosigner;
    this.#logKey = logKey;
  }

  get address(): string {
    return this.cosigner.name;
  }

  get kept(): Kept | null {
    return this.#kept;
  }

  start(): void {
    this.#world.serve(this.address, (path, body) => (path === 'checkpoint' ? this.#monitor() : this.#add(body)));
  }

  /** Dies at once and comes back after a while; what was on its disk is there again. */
  crash(downMs: number): void {
    this.#world.note(`${this.address} dies`);
    this.#world.serve(this.address, null);
    this.#world.after(downMs, () => this.start());
  }

  async #monitor(): Promise<string> {
    return this.#kept ? `200\n${this.#kept.note}` : '404\n';
  }

  async #add(body: string): Promise<string> {
    const call = parseAddCheckpoint(body);
    if (!call.ok) return '400\n';
    if (claimedOrigin(call.value.checkpoint) !== this.#logKey.name) return '404\n';
    const opened = await openSubmitted(call.value, [this.#logKey]);
    if (!opened.ok) return `${WITNESS_STATUS[opened.code]}\n`;
    const refused = refusalOf(this.#kept, call.value, opened.value);
    if (refused) {
      if (refused.code === 'witness/inconsistent') this.evidence.push(call.value.checkpoint);
      this.#world.note(`${this.address} says ${refused.code} to ${opened.value.size}`);
      return `${WITNESS_STATUS[refused.code]}\n${refused.code === 'witness/other-size' ? refused.params?.size : ''}`;
    }
    const { size, root } = opened.value;
    const timeS = 1_700_000_000 + Math.floor(this.#world.now / 1000);
    const line = await this.cosigner.cosign(opened.value, timeS);
    this.#kept = { size, root, note: withCosignatures(call.value.checkpoint, [line]) };
    this.#world.note(`${this.address} cosigns ${size}`);
    // Between the disk and the answer a process can die; the caller then asks again.
    return this.#world.dice.isBelow(0.02) ? Promise.resolve('500\n') : `200\n${line}`;
  }
}
