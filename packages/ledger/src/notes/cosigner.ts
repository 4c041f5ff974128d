import { type Checkpoint, formatCheckpoint } from './checkpoint-text.ts';
import { cosignedMessage, timedSignature } from './cosignature.ts';
import { signatureLine } from './note.ts';
import { mlDsa44Signer, rawEd25519Signer } from './note-algorithms.ts';
import { type NoteKey, noteKey, vkeyOf } from './vkey.ts';

/** Whoever cosigns checkpoints of other people's logs (c2sp.org/tlog-cosignature): a witness, a mirror. */
export interface Cosigner {
  readonly name: string;
  readonly vkey: string;
  readonly key: NoteKey;
  /** One signature line over a checkpoint, newline included. `timeS`: seconds since 1970, above 0. */
  cosign(checkpoint: Checkpoint, timeS: number): Promise<string>;
}

/** A cosigner from a 32-byte seed. Throws for a name or a seed that does not fit, and where the runtime does not know the algorithm. */
export async function cosigner(
  name: string,
  seed: Uint8Array,
  type: 'cosignature' | 'cosignature-ml-dsa-44' = 'cosignature',
): Promise<Cosigner> {
  const { publicKey, sign } = type === 'cosignature' ? await rawEd25519Signer(seed) : await mlDsa44Signer(seed);
  const key = noteKey(name, type, publicKey);
  return {
    name,
    key,
    vkey: vkeyOf(key),
    async cosign(checkpoint, timeS) {
      if (!Number.isSafeInteger(timeS) || timeS <= 0) throw new RangeError('a cosignature has a time in seconds');
      const message = cosignedMessage(key, formatCheckpoint(checkpoint), timeS);
      if (!message) throw new RangeError('names of at most 255 bytes can be cosigned');
      return signatureLine(key, timedSignature(timeS, await sign(message)));
    },
  };
}
