import { Refused } from '../../ports/refused.ts';
import { Attempts } from './attempts.ts';

/** A burst that a family's papers or a street behind one address may need, then one each few seconds. */
const BURST = 20;
const REFILL_MS = 5_000;
/** Uploads under way together: some hundred MiB of memory at most. */
const MOST_UPLOADS = 16;

/** Lets callers of one costly public route in before their body is read: not too often from one address, not too many at once. */
export class Turnstile {
  readonly #calls = new Attempts({ burst: BURST, refillMs: REFILL_MS, code: 'sheet-check/too-many' });
  #inside = 0;

  /** Call the answer when the caller has gone. Refuses sheet-check/too-many and sheet-check/busy. */
  enter(ip: string, now = performance.now()): () => void {
    const address = [networkOf(ip)];
    this.#calls.check(address, now);
    if (this.#inside >= MOST_UPLOADS) throw new Refused('sheet-check/busy');
    this.#calls.fail(address, now);
    this.#inside += 1;
    let isInside = true;
    return () => {
      if (isInside) this.#inside -= 1;
      isInside = false;
    };
  }
}

/** One subscriber has 2^64 addresses of IPv6: they count as one. */
export function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip;
  const [head = '', tail = ''] = ip.split('::');
  const [front, back] = [head, tail].map((part) => part.split(':').filter((group) => group !== '')) as [string[], string[]];
  const zeros = ip.includes('::') ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0') : [];
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}
