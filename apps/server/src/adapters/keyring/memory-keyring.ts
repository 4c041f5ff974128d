import { randomBytes } from 'node:crypto';
import type { Keyring, OwnKeyKind } from '../../ports/keyring.ts';
import { keyringOf } from './keyring-of.ts';

/** A keyring that begins with one known key of each kind and keeps nothing. */
export const memoryKeyring = (seeds: Readonly<Record<OwnKeyKind, Uint8Array>>, origin: string): Promise<Keyring> =>
  keyringOf({ server: [seeds.server], log: [seeds.log] }, origin, async () => new Uint8Array(randomBytes(32)));
