import { canonicalJson, sha256Hex } from './canonical.ts';
import { BASE64URL, type Base64Url, concat, type Digest, fromB64Url, utf8 } from './encoding.ts';
import type { Opening } from './receipt/receipt.ts';

const DOMAIN = utf8('yinzheng/commitment/v1\n');
const SALT_BYTES = 32;

/**
 * A salted commitment: the ledger keeps the digest, the people keep salt and value. Without the salt the digest says
 * nothing, however few values are possible; dropping it forgets a person and breaks no proof.
 * `salt` is 32 random bytes, base64url; throws a TypeError for any other.
 */
export function commit(salt: Base64Url, value: unknown): Digest {
  const bytes = fromB64Url(salt);
  if (bytes.length !== SALT_BYTES) throw new TypeError(`a salt has ${SALT_BYTES} bytes`);
  return sha256Hex(concat(DOMAIN, bytes, utf8(canonicalJson(value))));
}

/** True when salt and value are those that were committed to. */
export function opens(opening: Opening): boolean {
  if (!BASE64URL.test(opening.salt) || fromB64Url(opening.salt).length !== SALT_BYTES) return false;
  try {
    return commit(opening.salt, opening.value) === opening.commitment;
  } catch {
    return false; // a value that is not JSON opens nothing
  }
}
