import { type Check, fail, pass } from './check.ts';
import { type KeyId, type PublicKey, thumbprint } from './keys.ts';
import { type NoteKey, parseVkey } from './notes/vkey.ts';
import type { KeyHolder } from './roster.ts';
import { ed25519Key } from './signatures.ts';

/** The id under which a roster lists a log's key. */
export const logKeyId = ({ publicKey }: NoteKey): KeyId => thumbprint(ed25519Key(publicKey));

/** How a roster lists the log key of a verifier key: what `add-key` takes. Refuses with `note/bad-vkey`, also for a cosigner's key. */
export function logKeyOf(vkey: string): Check<{ readonly holder: KeyHolder; readonly kid: KeyId; readonly key: PublicKey }> {
  const parsed = parseVkey(vkey);
  if (!parsed.ok) return parsed;
  const { name: origin, publicKey, type } = parsed.value;
  if (type !== 'signature') return fail('note/bad-vkey');
  return pass({ holder: { kind: 'log', origin }, kid: logKeyId(parsed.value), key: ed25519Key(publicKey) });
}
