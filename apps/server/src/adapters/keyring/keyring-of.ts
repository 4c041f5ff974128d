import { ed25519Signer, logKeyOf, type NoteSigner, noteSigner, type Signer } from '@yinzheng/ledger';
import { demand } from '../../ports/demand.ts';
import type { Keyring, OwnKeyKind } from '../../ports/keyring.ts';

/** A keyring over seeds, wherever they are kept; `add` makes and keeps one more. */
export async function keyringOf(
  seeds: Readonly<Record<OwnKeyKind, readonly Uint8Array[]>>,
  origin: string,
  add: (kind: OwnKeyKind) => Promise<Uint8Array>,
): Promise<Keyring> {
  const server: Signer[] = await Promise.all(seeds.server.map(ed25519Signer));
  const log: NoteSigner[] = await Promise.all(seeds.log.map((seed) => noteSigner(origin, seed)));
  return {
    server,
    log,
    async make(kind) {
      const seed = await add(kind);
      if (kind === 'log') {
        const signer = await noteSigner(origin, seed);
        log.push(signer);
        return demand(logKeyOf(signer.vkey));
      }
      const signer = await ed25519Signer(seed);
      server.push(signer);
      return { holder: { kind: 'server' }, kid: signer.kid, key: signer.publicKey };
    },
  };
}
