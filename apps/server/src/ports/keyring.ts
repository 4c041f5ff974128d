import type { KeyHolder, KeyId, NoteSigner, PublicKey, Signer } from '@yinzheng/ledger';

/** Which of our own keys: `server` signs authorisations, record codes and acknowledgements; `log` signs checkpoints. */
export type OwnKeyKind = 'server' | 'log';

/** A key as a roster lists it: what `add-key` takes. */
export interface KeyListing {
  readonly holder: KeyHolder;
  readonly kid: KeyId;
  readonly key: PublicKey;
}

/** The keys that this server holds, those made first first. Which of them count is the roster's to say. */
export interface Keyring {
  readonly server: readonly Signer[];
  readonly log: readonly NoteSigner[];
  /** One more key, durable when it resolves. It signs nothing until officers have listed it. */
  make(kind: OwnKeyKind): Promise<KeyListing>;
}
