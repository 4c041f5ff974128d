import {
  fromB64Url,
  holdsPost,
  type KeyId,
  keyAt,
  type PasskeyAssertion,
  type RosterState,
  sha256Hex,
  toB64Url,
  utf8,
  verifyPasskeyAssertion,
} from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { Caller } from './caller.ts';

/** How long a sign-in lasts. */
export const SESSION_MS = 12 * 3600_000;
const CHALLENGE_MS = 5 * 60_000;

type Used = Pick<Ports, 'store' | 'clock' | 'chance'>;

/**
 * Signs in by password and one-time code, each code once (RFC 6238 §5.2): a code that was watched or caught opens nothing. In a
 * sample town codes are public and people open several windows as the same person, so there a code repeats. Returns the session's
 * token: the cookie's value, kept only as a digest.
 */
export async function signInByPassword(
  ports: Used & Pick<Ports, 'passwords' | 'town'>,
  input: { readonly account: string; readonly password: string; readonly code: string },
): Promise<string> {
  const known = await ports.store.people.credentialsOf(input.account);
  if (!known) {
    // An unknown account costs the same time as a wrong password, so neither tells of the other.
    await ports.passwords.hash(input.password);
    throw new Refused('session/wrong-credentials');
  }
  const isPassword = await ports.passwords.verify(known.passwordHash, input.password);
  const step = ports.passwords.stepOf(known.totpSecret, input.code, ports.clock.now());
  if (!isPassword || step === null) throw new Refused('session/wrong-credentials');
  const isFresh = ports.town.isSample || (await ports.store.transact(({ people }) => people.takeStep(known.id, step)));
  if (!isFresh) throw new Refused('session/wrong-credentials');
  return openSession(ports, known.id, null);
}

/** A fresh challenge for signing in by any passkey of this town. */
export async function startPasskeySignIn(ports: Used): Promise<{ readonly challenge: string; readonly timeoutMs: number }> {
  const challenge = toB64Url(ports.chance.bytes(32));
  await ports.store.transact(({ people }) =>
    people.saveChallenge(challenge, 'sign-in', null, new Date(ports.clock.now().getTime() + CHALLENGE_MS)),
  );
  return { challenge, timeoutMs: CHALLENGE_MS };
}

/** Signs in by passkey. A key that officers have not signed in, or have revoked, opens nothing: it may be a thief's who had a session. */
export async function signInByPasskey(
  ports: Used & Pick<Ports, 'town' | 'roster'>,
  input: Omit<PasskeyAssertion, 'kid'> & { readonly credentialId: string; readonly challenge: string },
): Promise<string> {
  const now = ports.clock.now();
  const passkey = await ports.store.people.passkeyByCredential(input.credentialId);
  const challenge = await ports.store.transact(({ people }) => people.takeChallenge(input.challenge, 'sign-in', now));
  if (!challenge) throw new Refused('passkey/expired');
  if (!passkey) throw new Refused('session/wrong-credentials');
  const roster = await ports.roster.current();
  if (!roster || !keyAt(roster, passkey.kid, now.toISOString())) throw new Refused('session/wrong-credentials');
  const verified = await verifyPasskeyAssertion({
    assertion: { ...input, kid: passkey.kid },
    key: passkey.publicKey,
    rpId: ports.town.rpId,
    challenge: fromB64Url(input.challenge),
  });
  if (!verified.ok) throw new Refused('passkey/not-verified', { detail: verified.code });
  return openSession(ports, passkey.person, passkey.kid);
}

/**
 * Who a session's token stands for; null when there is none or it has ended, also by the revocation of the passkey that opened it. Only
 * posts that officers have signed into the roster count: what an administrator merely imports opens nothing.
 */
export async function callerOf(ports: Pick<Ports, 'store' | 'clock' | 'roster'>, token: string): Promise<Caller | null> {
  const now = ports.clock.now();
  const [session, roster] = await Promise.all([ports.store.people.session(tokenHash(token), now), ports.roster.current()]);
  if (!session || !mayGoOn(session.kid, roster, now)) return null;
  const { person } = session;
  const posts = person.posts.filter(({ post, body }) => roster !== null && holdsPost(roster, person.id, post, body.id, now.toISOString()));
  return { ...person, posts };
}

/** A session lasts no longer than the passkey that opened it: a thief would outlive its revocation by half a day. */
const mayGoOn = (kid: KeyId | null, roster: RosterState | null, now: Date): boolean =>
  kid === null || (roster !== null && keyAt(roster, kid, now.toISOString()) !== null);

export const signOut = (ports: Pick<Ports, 'store'>, token: string): Promise<void> =>
  ports.store.transact(({ people }) => people.closeSession(tokenHash(token)));

async function openSession(ports: Used, person: string, kid: KeyId | null): Promise<string> {
  const token = toB64Url(ports.chance.bytes(32));
  await ports.store.transact(({ people }) =>
    people.openSession(tokenHash(token), person, kid, new Date(ports.clock.now().getTime() + SESSION_MS)),
  );
  return token;
}

const tokenHash = (token: string): string => sha256Hex(utf8(token));
