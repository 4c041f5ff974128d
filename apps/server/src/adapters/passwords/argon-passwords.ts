import { hash, verify } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import type { Passwords } from '../../ports/passwords.ts';

/** The common defaults of authenticator apps (RFC 6238). */
const CODE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

const codes = (secret: string): TOTP => new TOTP({ ...CODE, secret: Secret.fromBase32(secret) });

/** Argon2id with the library's defaults: 19 MiB, two passes, one lane (OWASP Password Storage, 2024). One-time secrets are base32. */
export const argonPasswords: Passwords = {
  hash: (password) => hash(password),
  verify: (stored, password) => verify(stored, password),
  stepOf(secret, code, now) {
    const away = codes(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
    return away === null ? null : Math.floor(now.getTime() / 1000 / CODE.period) + away;
  },
  code: (secret, now) => codes(secret).generate({ timestamp: now.getTime() }),
};
