import { digestOf } from './canonical.ts';
import { type Check, fail, pass } from './check.ts';
import { BASE64URL, type Digest, fromB64Url, fromHex, utf8 } from './encoding.ts';
import { verifyPasskeyAssertion } from './passkey.ts';
import type { RosterSignature, RosterStatement, SignedRoster } from './roster.ts';
import { change, draftOf, hasLogKey, officersWithKey } from './roster-changes.ts';
import type { RosterState } from './roster-state.ts';
import { checkSignedRoster } from './shapes/roster.ts';
import { verifySignature } from './signatures.ts';

/** Fewer than two officers could never change the roster again. */
const LEAST_OFFICERS = 2;

/** The next link's `prev`, and what officers sign: as a passkey's challenge its 32 bytes. */
export const rosterDigest = (statement: RosterStatement): Digest => digestOf(statement);

/** What an officer's Ed25519 key signs. */
export const rosterMessage = (digest: Digest): Uint8Array => utf8(`yinzheng/roster/v1\n${digest}\n`);

/**
 * The state after one more link, or why the link does not count. The founding (`state` null) is signed by every officer
 * that it names, with the keys that it lists; any later link by two officers of the state before, with keys of that state.
 * Refuses with `shape/wrong`, `roster/broken-chain`, `roster/bad-change`, `roster/no-log-key`, `roster/not-two-officers`,
 * `roster/bad-signature`.
 */
export async function applyRoster(state: RosterState | null, link: SignedRoster): Promise<Check<RosterState>> {
  const shape = checkSignedRoster(link);
  if (!shape.ok) return shape;
  const { statement } = link;
  const misfit = state ? misfitAfter(state, statement) : misfitAsFounding(statement);
  if (misfit) return fail('roster/broken-chain', { detail: misfit, seq: statement.seq });

  const draft = draftOf(state);
  const refused = statement.changes.findIndex((it) => !change(draft, it, statement.at));
  if (refused >= 0) return fail('roster/bad-change', { seq: statement.seq, change: refused + 1 });
  if (!hasLogKey(draft)) return fail('roster/no-log-key', { seq: statement.seq });
  if (officersWithKey(draft) < LEAST_OFFICERS) return fail('roster/not-two-officers', { seq: statement.seq });

  const before = state ?? { ...draft, rpId: statement.rpId };
  const digest = rosterDigest(statement);
  const signers = new Set(link.signatures.map(({ by }) => by));
  const isEnough = state ? signers.size >= LEAST_OFFICERS : signers.size === draft.officers.size;
  if (!isEnough || signers.size !== link.signatures.length) return fail('roster/not-two-officers', { seq: statement.seq });
  for (const signature of link.signatures) {
    if (!before.officers.has(signature.by)) return fail('roster/not-two-officers', { seq: statement.seq, person: signature.by });
    if (!(await isSigned(before, digest, signature))) return fail('roster/bad-signature', { seq: statement.seq, detail: signature.by });
  }
  const { town, rpId, seq, at } = statement;
  return pass({ ...draft, town, rpId, seq, at, head: digest, founding: state?.founding ?? digest });
}

/** Folds a whole chain from its founding. An empty chain is `roster/broken-chain`. */
export async function foldRoster(links: readonly SignedRoster[]): Promise<Check<RosterState>> {
  let state: RosterState | null = null;
  for (const link of links) {
    const next: Check<RosterState> = await applyRoster(state, link);
    if (!next.ok) return next;
    state = next.value;
  }
  return state ? pass(state) : fail('roster/broken-chain', { detail: 'empty', seq: 0 });
}

const misfitAsFounding = (statement: RosterStatement): string | null =>
  statement.seq === 0 && statement.prev === null ? null : 'not a founding';

function misfitAfter(state: RosterState, statement: RosterStatement): string | null {
  if (statement.seq !== state.seq + 1) return 'seq';
  if (statement.prev !== state.head) return 'prev';
  if (statement.town !== state.town) return 'town';
  if (statement.rpId !== state.rpId) return 'rpId';
  return statement.at < state.at ? 'at' : null;
}

async function isSigned(before: Pick<RosterState, 'keys' | 'rpId'>, digest: Digest, signature: RosterSignature): Promise<boolean> {
  const kid = 'passkey' in signature ? signature.passkey.kid : signature.kid;
  const listed = before.keys.get(kid);
  if (listed?.holder.kind !== 'person' || listed.holder.person !== signature.by || listed.until !== undefined) return false;
  if ('passkey' in signature) {
    const claim = { assertion: signature.passkey, key: listed.key, rpId: before.rpId, challenge: fromHex(digest) };
    return (await verifyPasskeyAssertion(claim)).ok;
  }
  if (listed.key.alg !== 'EdDSA' || !BASE64URL.test(signature.ed25519)) return false;
  return verifySignature(listed.key, rosterMessage(digest), fromB64Url(signature.ed25519));
}
