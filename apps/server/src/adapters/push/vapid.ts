import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Clock } from '../../ports/clock.ts';

export interface VapidKey {
  readonly privateKey: KeyObject;
  /** Uncompressed point, base64url. */
  readonly publicKey: string;
}

/** Loads the VAPID key, or makes one (0600). Browsers subscribe to this key: a new one ends all subscriptions. */
export async function openVapidKey(file: string): Promise<VapidKey> {
  const known = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  let jwk: JWK;
  if (known === null) {
    jwk = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, JSON.stringify(jwk), { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  } else jwk = JSON.parse(known);
  const point = [Buffer.from([4]), Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')];
  return {
    privateKey: createPrivateKey({ key: jwk as Record<string, unknown>, format: 'jwk' }),
    publicKey: Buffer.concat(point).toString('base64url'),
  };
}

const LIFETIME_S = 12 * 3600;
const MAX_ORIGINS = 100;

/** Makes the `Authorization` header of RFC 8292 for a push service; the same token serves for some hours. */
export function vapidSigner(key: VapidKey, contact: string, clock: Clock): (origin: string) => Promise<string> {
  const tokens = new Map<string, { readonly token: Promise<string>; readonly expires: number }>();
  return async (origin) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    let known = tokens.get(origin);
    if (!known || known.expires - now < 3600 || known.expires - now > LIFETIME_S) {
      const expires = now + LIFETIME_S;
      const token = new SignJWT({ sub: contact })
        .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
        .setAudience(origin)
        .setExpirationTime(expires)
        .sign(key.privateKey);
      known = { token, expires };
      if (tokens.size >= MAX_ORIGINS) tokens.clear();
      tokens.set(origin, known);
    }
    return `vapid t=${await known.token}, k=${key.publicKey}`;
  };
}
