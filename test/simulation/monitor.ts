import { fromB64, openWitnessed, type Policy, sameBytes, toB64, verifyConsistency, type WitnessedCheckpoint } from '@yinzheng/ledger';
import type { World } from './world.ts';

const LOOK_EVERY_MS = 1_000;
/** A log that cannot say how two of its own checkpoints hang together, asked so often, has something to hide. */
const PATIENCE = 40;

/** Another city that looks at what each witness was shown, and asks the log how it all hangs together. */
export class Monitor {
  /** Two checkpoints, both signed by the log, of which one is not the beginning of the other. */
  readonly forks: (readonly [string, string])[] = [];
  /** Pairs that the log would not explain. */
  readonly unexplained = new Set<string>();
  readonly #world: World;
  readonly #policy: Policy;
  readonly #log: string;
  readonly #seen = new Map<string, WitnessedCheckpoint & { readonly text: string }>();
  readonly #proved = new Set<string>();
  readonly #asked = new Map<string, number>();

  constructor(world: World, policy: Policy, log: string) {
    this.#world = world;
    this.#policy = policy;
    this.#log = log;
  }

  /** Whether it has seen that the log shows more than one history, or cannot show that it does not. */
  get hasAlarm(): boolean {
    return this.forks.length > 0 || this.unexplained.size > 0;
  }

  look(addresses: readonly string[]): void {
    for (const address of addresses) this.#world.call(address, 'checkpoint', '', (answer) => this.#take(address, answer));
    this.#comparePairs();
    this.#world.after(LOOK_EVERY_MS, () => this.look(addresses));
  }

  async #take(address: string, answer: string): Promise<void> {
    const text = answer.slice(answer.indexOf('\n') + 1);
    if (this.#seen.get(address)?.text === text) return;
    const opened = await openWitnessed(this.#policy, text);
    if (opened.ok) this.#seen.set(address, { ...opened.value, text });
  }

  #comparePairs(): void {
    const seen = [...this.#seen.values()].toSorted((a, b) => a.size - b.size);
    for (const [at, older] of seen.entries())
      for (const newer of seen.slice(at + 1)) {
        const pair = `${older.size} ${toB64(older.root)} ${newer.size} ${toB64(newer.root)}`;
        if (this.#proved.has(pair)) continue;
        if (older.size === newer.size) this.#settle(pair, older, newer, sameBytes(older.root, newer.root));
        else this.#askLog(pair, older, newer);
      }
  }

  #askLog(pair: string, older: WitnessedCheckpoint & { text: string }, newer: WitnessedCheckpoint & { text: string }): void {
    const asked = (this.#asked.get(pair) ?? 0) + 1;
    this.#asked.set(pair, asked);
    if (asked > PATIENCE) this.unexplained.add(pair);
    this.#world.call(this.#log, 'consistency', `${older.size} ${newer.size} ${toB64(newer.root)}`, (answer) => {
      const proof = answer === '' ? [] : answer.split('\n').map(fromB64);
      const grew = verifyConsistency({ size1: older.size, root1: older.root, size2: newer.size, root2: newer.root, proof });
      this.#settle(pair, older, newer, grew);
    });
  }

  #settle(pair: string, older: { text: string }, newer: { text: string }, isOne: boolean): void {
    if (this.#proved.has(pair)) return;
    this.#proved.add(pair);
    if (isOne) return;
    this.#world.note('the monitor sees a fork');
    this.forks.push([older.text, newer.text]);
  }
}
