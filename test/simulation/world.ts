import { createHash, type Hash } from 'node:crypto';
import { seededChance } from '../kit/chance.ts';

/** Chance that is the same for the same seed. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  roll(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  isBelow(probability: number): boolean;
}

function diceOf(seed: number): Dice {
  const next = seededChance(seed);
  const roll = (): number => next() / 2 ** 32;
  return {
    roll,
    between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
    isBelow: (probability) => roll() < probability,
  };
}

/** How badly the network and the machines behave. */
export interface Weather {
  /** Probability that a message is lost on its way. */
  readonly loss: number;
  /** Probability that a message arrives twice. */
  readonly twice: number;
  readonly delayMs: readonly [number, number];
}

/** What stands at an address of the simulated network. An answer travels back through the same weather. */
export type Service = (path: string, body: string) => Promise<string>;

/**
 * Everything that happens, in the order of a virtual clock, one thing after another: the same seed gives the same run, to the byte.
 * The time is milliseconds since the beginning.
 */
export class World {
  readonly dice: Dice;
  now = 0;
  weather: Weather;
  readonly #services = new Map<string, Service>();
  readonly #trace: Hash = createHash('sha256');
  #pending: { readonly at: number; readonly order: number; readonly run: () => Promise<void> | void }[] = [];
  #scheduled = 0;

  constructor(seed: number, weather: Weather) {
    this.dice = diceOf(seed);
    this.weather = weather;
  }

  /** Puts a service at an address; null takes it down: what is sent there is lost. */
  serve(address: string, service: Service | null): void {
    if (service) this.#services.set(address, service);
    else this.#services.delete(address);
  }

  /** Does something later. */
  after(ms: number, run: () => Promise<void> | void): void {
    this.#pending.push({ at: this.now + ms, order: this.#scheduled++, run });
  }

  /** Sends a call into the network. `answered` runs when an answer arrives: never, once or twice. */
  call(address: string, path: string, body: string, answered: (answer: string) => Promise<void> | void): void {
    this.#travel(async () => {
      const answer = await this.#services.get(address)?.(path, body);
      if (answer !== undefined) this.#travel(() => answered(answer));
    });
  }

  #travel(arrive: () => Promise<void> | void): void {
    const { loss, twice, delayMs } = this.weather;
    const times = this.dice.isBelow(loss) ? 0 : this.dice.isBelow(twice) ? 2 : 1;
    for (let time = 0; time < times; time += 1) this.after(this.dice.between(...delayMs), arrive);
  }

  /** Notes what happened; two runs with the same digest were the same. */
  note(what: string): void {
    this.#trace.update(`${this.now} ${what}\n`);
  }

  /** Runs until the virtual time `untilMs`; what is due later stays. */
  async run(untilMs: number): Promise<void> {
    for (;;) {
      const next = this.#takeNext(untilMs);
      if (!next) break;
      this.now = next.at;
      await next.run();
    }
    this.now = untilMs;
  }

  #takeNext(untilMs: number) {
    let first = -1;
    for (const [at, it] of this.#pending.entries()) {
      const best = this.#pending[first];
      if (it.at <= untilMs && (!best || it.at < best.at || (it.at === best.at && it.order < best.order))) first = at;
    }
    return first < 0 ? null : (this.#pending.splice(first, 1)[0] ?? null);
  }

  /** The digest of all notes so far. */
  digest(): string {
    return this.#trace.copy().digest('hex');
  }
}
