import type { Keyring, OwnKeyKind } from '../../ports/keyring.ts';
import { keyringOf } from './keyring-of.ts';
import { loadSeed, makeSeed, seedNames } from './seeds.ts';

/** `log` is the first, then `log.2`, `log.3`, …; a retired one may be removed. */
const nameOf = (kind: OwnKeyKind, number: number): string => (number === 1 ? kind : `${kind}.${number}`);

/** The keyring in a folder, a seed a file; the first key of each kind is made when there is none. */
export async function openKeyring(dir: string, origin: string): Promise<Keyring> {
  const numbers = async (kind: OwnKeyKind): Promise<readonly number[]> => {
    const found = (await seedNames(dir)).flatMap((name) => {
      const match = new RegExp(`^${kind}(?:\\.([1-9]\\d{0,5}))?$`).exec(name);
      return match ? [Number(match[1] ?? 1)] : [];
    });
    return found.toSorted((a, b) => a - b);
  };
  const load = async (kind: OwnKeyKind): Promise<readonly Uint8Array[]> => {
    const held = await numbers(kind);
    return Promise.all((held.length > 0 ? held : [1]).map((number) => loadSeed(dir, nameOf(kind, number))));
  };
  const add = async (kind: OwnKeyKind): Promise<Uint8Array> => {
    for (let number = ((await numbers(kind)).at(-1) ?? 0) + 1; ; number += 1) {
      const seed = await makeSeed(dir, nameOf(kind, number));
      if (seed) return seed; // otherwise another call took this number
    }
  };
  return keyringOf({ server: await load('server'), log: await load('log') }, origin, add);
}
