import {
  type Check,
  canonicalJson,
  fail,
  fromB64Url,
  holdsPost,
  type KeyId,
  keyAt,
  opens,
  pass,
  type RosterState,
  text,
  utf8,
  verifyDecision,
  verifySignature,
} from '@yinzheng/ledger';
import { mayStandTogether } from '../decisions/separation.ts';
import { allowedImpressions } from '../requests/draft.ts';
import type { AuthorisationClaims, FiledFace } from './claims.ts';

/** What a machine knows by itself when it checks an authorisation. */
export interface MachineView {
  readonly machine: string;
  readonly devkey: KeyId;
  readonly roster: RosterState;
  readonly now: Date;
}

/** Opens a compact JWS of the given `typ` signed by a server key that the roster lists now. Algorithm confusion has no room: EdDSA only. */
export async function openServerToken(token: string, typ: string, roster: RosterState, now: Date): Promise<Check<unknown>> {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || !signature || rest.length > 0) return fail('authorisation/malformed');
  const head = parse(header) as { alg?: unknown; kid?: unknown; typ?: unknown } | null;
  if (head?.alg !== 'EdDSA' || head.typ !== typ || typeof head.kid !== 'string') return fail('authorisation/malformed');
  const listed = keyAt(roster, head.kid, now.toISOString());
  if (listed?.holder.kind !== 'server' || listed.key.alg !== 'EdDSA') return fail('authorisation/bad-signature');
  const isGenuine = await verifySignature(listed.key, utf8(`${header}.${payload}`), bytes(signature));
  const body = parse(payload);
  return isGenuine && body !== null ? pass(body) : fail('authorisation/bad-signature');
}

/** Everything a machine checks before it believes an authorisation; the server is trusted for place and time only. */
export async function verifyAuthorisation(jws: string, view: MachineView): Promise<Check<AuthorisationClaims>> {
  const opened = await openServerToken(jws, 'seal-auth+jwt', view.roster, view.now);
  if (!opened.ok) return opened;
  if (!isClaims(opened.value)) return fail('authorisation/malformed');
  const claims = opened.value;
  const { filed } = claims;

  if (claims.aud !== view.machine || claims.devkey !== view.devkey || claims.iss !== view.roster.town)
    return fail('authorisation/wrong-machine');
  const now = view.now.getTime() / 1000;
  if (now < claims.nbf) return fail('authorisation/not-yet');
  if (now >= claims.exp) return fail('authorisation/expired');
  if (view.roster.seq < claims.rosterSeq) return fail('authorisation/roster-unknown');
  if (claims.seal !== filed.seal || claims.clerk !== filed.clerk)
    return fail('authorisation/decision-invalid', { step: 1, detail: 'seal or clerk' });
  if (claims.max > allowedImpressions(filed)) return fail('authorisation/more-than-approved');
  if (!holdsPost(view.roster, claims.clerk, 'clerk', filed.body, view.now.toISOString())) return fail('authorisation/clerk-not-in-roster');
  if (claims.content.commitment !== filed.content || !opens(claims.content)) return fail('authorisation/malformed');
  return checkDecisions(claims, view.roster);
}

async function checkDecisions(claims: AuthorisationClaims, roster: RosterState): Promise<Check<AuthorisationClaims>> {
  const { filed, decisions } = claims;
  if (decisions.length !== filed.steps || filed.steps < 1) return fail('authorisation/decision-missing', { steps: filed.steps });
  const { division: _division, waiver: _waiver, ...shown } = filed;
  for (const [step, decision] of decisions.entries()) {
    const { statement } = decision;
    const repeated = { ...statement, ...shown };
    if (
      canonicalJson(repeated) !== canonicalJson(statement) ||
      statement.step !== step ||
      statement.verdict !== 'approve' ||
      statement.town !== claims.iss
    )
      return fail('authorisation/decision-invalid', { step: step + 1, detail: 'not this request' });
    // A machine does not know the log's order: what a key signed that somebody else may have had, it does not take on the key's own word.
    const { reason } = roster.keys.get(decision.assertion.kid) ?? {};
    if (reason === 'lost' || reason === 'compromised')
      return fail('authorisation/decision-invalid', { step: step + 1, detail: `passkey ${reason}` });
    const verified = await verifyDecision(decision, roster);
    if (!verified.ok) return fail('authorisation/decision-invalid', { step: step + 1, detail: verified.code });
  }
  const separate = mayStandTogether(
    filed,
    decisions.map(({ statement }) => statement.approver),
  );
  return separate.ok ? pass(claims) : fail('authorisation/decision-invalid', { step: 1, detail: separate.code });
}

function isClaims(value: unknown): value is AuthorisationClaims {
  const it = value as Partial<Record<keyof AuthorisationClaims, unknown>>;
  const texts = [it.iss, it.aud, it.devkey, it.jti, it.seal, it.clerk];
  const numbers = [it.iat, it.nbf, it.exp, it.win, it.sleeve, it.fp, it.max, it.rosterSeq];
  const filed = it.filed as Partial<AuthorisationClaims['filed']> | undefined;
  return (
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => Number.isSafeInteger(number) && Number(number) >= 0) &&
    Number(it.max) > 0 &&
    Array.isArray(it.decisions) &&
    it.decisions.every(
      (decision) =>
        typeof decision === 'object' && decision !== null && typeof decision.statement === 'object' && decision.statement !== null,
    ) &&
    typeof it.content === 'object' &&
    it.content !== null &&
    typeof filed === 'object' &&
    filed !== null &&
    Array.isArray(filed.pages) &&
    Array.isArray(filed.impressions) &&
    filed.impressions.length === filed.pages.length &&
    filed.impressions.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    Number.isSafeInteger(filed.copies) &&
    Number.isSafeInteger(filed.steps) &&
    (filed.onDoubt === undefined || filed.onDoubt === 'ask') &&
    isFace(it.face)
  );
}

function isFace(value: unknown): boolean {
  if (value === undefined) return true;
  const { text: around, diameterMm, imprint } = (value ?? {}) as Partial<FiledFace>;
  return (
    typeof around === 'string' &&
    typeof diameterMm === 'number' &&
    diameterMm > 0 &&
    (imprint === undefined || (typeof imprint === 'string' && /^[0-9a-f]{64}$/.test(imprint)))
  );
}

function bytes(encoded: string): Uint8Array {
  try {
    return fromB64Url(encoded);
  } catch {
    return new Uint8Array(); // no signature verifies against nothing
  }
}

function parse(encoded: string): unknown {
  try {
    return JSON.parse(text(fromB64Url(encoded)));
  } catch {
    return null;
  }
}
