import { type AuthorisationClaims, decideUse, impressionsLeft, startUse, type UseAct, type UseState } from '@yinzheng/domain';
import { type Digest, fromB64Url, type JournalRecord, sha256Hex, text, utf8 } from '@yinzheng/ledger';
import type { PressVerdict } from './ports.ts';

/** One authorisation that the machine has accepted. */
export interface Known {
  readonly jti: string;
  /** SHA-256 of the compact JWS, as the journal recorded it. */
  readonly digest: Digest;
  readonly claims: AuthorisationClaims;
  readonly jws: string;
  readonly use: UseState;
  readonly isRevoked: boolean;
  /** The journal tells of acts that the rules do not allow: it never opens again, a person looks. */
  readonly isDisputed: boolean;
}

export interface Memory {
  /** Folds one durable record in; the same for those read back at boot and those just written. */
  remember(record: JournalRecord): void;
  /** The authorisation itself, whose digest the journal knows or is about to learn. */
  hold(jws: string): void;
  known(jti: string): Known | null;
  /** The authorisation's text leaves; what the journal tells of it stays known. */
  forget(jti: string): void;
  /** Digest that `auth.received` recorded for this jti, also when the authorisation itself was lost. */
  receivedDigest(jti: string): Digest | null;
  isRevoked(jti: string): boolean;
  all(): readonly Known[];
}

/** What the machine remembers, all of it from its journal; the authorisations' texts come from the store, pinned by digest. */
export function emptyMemory(): Memory {
  const held = new Map<Digest, string>();
  const known = new Map<string, Known>();
  const received = new Map<string, Digest>();
  const revoked = new Set<string>();

  function receive(jti: string, digest: Digest): void {
    received.set(jti, digest);
    const jws = held.get(digest);
    if (!jws || known.has(jti)) return;
    const claims = claimsOf(jws);
    known.set(jti, { jti, digest, claims, jws, use: startUse(claims), isRevoked: revoked.has(jti), isDisputed: false });
  }

  function act(it: Known, what: UseAct): void {
    const decided = decideUse(it.use, what);
    known.set(it.jti, decided.ok ? { ...it, use: decided.value } : { ...it, isDisputed: true });
  }

  return {
    remember(record) {
      const { type, jti, data } = record;
      if (type === 'boot') {
        for (const it of known.values()) if (it.use.status === 'open') act(it, { act: 'lock' });
        return;
      }
      if (jti === undefined) return;
      if (type === 'auth.received') receive(jti, String(data.jws));
      if (type === 'auth.revoked') revoked.add(jti);
      const it = known.get(jti);
      if (!it) return;
      if (type === 'auth.revoked') known.set(jti, { ...it, isRevoked: true });
      const what = actOf(record);
      if (what) act(it, what);
    },
    hold: (jws) => {
      const digest = sha256Hex(utf8(jws));
      held.set(digest, jws);
      for (const [jti, seen] of received) if (seen === digest) receive(jti, digest);
    },
    known: (jti) => known.get(jti) ?? null,
    forget(jti) {
      held.delete(received.get(jti) ?? '');
      known.delete(jti);
    },
    receivedDigest: (jti) => received.get(jti) ?? null,
    isRevoked: (jti) => revoked.has(jti),
    all: () => [...known.values()],
  };
}

/** The act of the use rules that a record stands for. */
function actOf({ type, data, wall }: JournalRecord): UseAct | null {
  const n = Number(data.n);
  const sheet = { page: Number(data.page), copy: Number(data.copy), photo: String(data.photo) };
  switch (type) {
    case 'use.opened':
      return { act: 'open', now: new Date(wall) };
    case 'use.locked':
      return { act: 'lock' };
    case 'use.page':
      return { act: 'page', ...sheet, verdict: data.verdict as 'go' | 'stop' | 'ask' };
    case 'use.cleared':
      return { act: 'clear', ...sheet };
    case 'use.reserved':
      return { act: 'reserve', photo: sheet.photo };
    case 'use.impression':
      return { act: 'confirm', n, outcome: data.outcome as PressVerdict['outcome'], photo: sheet.photo };
    case 'use.voided':
      return { act: 'void', n };
    case 'use.unknown':
      return { act: 'unknown', n };
    case 'use.closed':
      return { act: 'close' };
    case 'use.aborted':
      return { act: 'abort' };
    default:
      return null;
  }
}

/** The claims of a JWS that was verified when it came and is pinned by its digest in the journal since. */
const claimsOf = (jws: string): AuthorisationClaims => JSON.parse(text(fromB64Url(jws.split('.')[1] ?? ''))) as AuthorisationClaims;

/** Ready to be chosen: allowed, not finished. */
export const isWaiting = (it: Known): boolean =>
  !it.isRevoked && !it.isDisputed && it.use.status !== 'closed' && it.use.status !== 'aborted' && impressionsLeft(it.use) > 0;

/** Nothing more will be done under it. */
export const isOver = ({ isRevoked, use, claims }: Known, now: Date): boolean =>
  isRevoked || use.status === 'closed' || use.status === 'aborted' || (use.status !== 'open' && claims.exp * 1000 <= now.getTime());

/** What closing records: how many impressions were made, voided, unknown. A press that left no mark is among the unknown. */
export function tally(use: UseState): { made: number; voided: number; unknown: number } {
  const count = (...states: readonly string[]): number => use.impressions.filter(({ state }) => states.includes(state)).length;
  return { made: count('confirmed', 'doubtful'), voided: count('voided'), unknown: count('unknown', 'missing', 'reserved') };
}
