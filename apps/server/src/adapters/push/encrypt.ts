import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import type { PushSubscription } from '../../ports/push.ts';

const RECORD_SIZE = 4096;
/** What fits one record of 4,096 bytes: less header (86), delimiter (1) and tag (16). */
export const MAX_MESSAGE_BYTES = RECORD_SIZE - 86 - 1 - 16;

const hkdf = (salt: Uint8Array, key: Uint8Array, info: Uint8Array | string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, bytes));

/** Our half of the key agreement, new for each message; given in tests only, to compare with the RFC's example. */
export interface Ephemeral {
  readonly ecdh: ECDH;
  readonly salt: Uint8Array;
}

export function ephemeral(): Ephemeral {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { ecdh, salt: randomBytes(16) };
}

/**
 * One message for one browser: RFC 8291 (key agreement) with RFC 8188 (`aes128gcm`, a single record). Throws when the subscription's keys are
 * no P-256 point and 16 bytes.
 */
export function encryptForBrowser(message: Uint8Array, { keys }: PushSubscription, { ecdh, salt }: Ephemeral): Buffer {
  const browser = Buffer.from(keys.p256dh, 'base64url');
  const auth = Buffer.from(keys.auth, 'base64url');
  if (browser.length !== 65 || auth.length !== 16) throw new Error('the keys of the push subscription are not what RFC 8291 wants');
  const ours = ecdh.getPublicKey();
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), browser, ours]);
  const secret = hkdf(auth, ecdh.computeSecret(browser), keyInfo, 32);
  const key = hkdf(salt, secret, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdf(salt, secret, 'Content-Encoding: nonce\0', 12);

  const header = Buffer.alloc(21);
  header.set(salt, 0);
  header.writeUInt32BE(RECORD_SIZE, 16);
  header.writeUInt8(ours.length, 20);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2: the last record, no padding.
  const record = [cipher.update(message), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([header, ours, ...record]);
}
