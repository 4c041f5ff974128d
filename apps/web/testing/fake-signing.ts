import { randomBytes } from 'node:crypto';
import { type DecisionStatement, decisionDigest, fromB64Url, thumbprint, toB64Url, verifyPasskeyAssertion } from '@yinzheng/ledger';
import { type FakeRoute, type FakeState, refuse } from './fake-state.ts';
import * as sample from './sample.ts';
import * as sampleTown from './sample-town.ts';

/** Passkeys and decisions: signatures are truly checked. */
export function signingRoutes(state: FakeState): readonly FakeRoute[] {
  return [
    [
      'POST',
      /^\/api\/v1\/requests\/([^/]+)\/decisions$/,
      async (asked) => {
        const it = state.requests.get(asked.match[1] ?? '');
        const { statement, assertion } = asked.body as unknown as {
          statement: DecisionStatement;
          assertion: Parameters<typeof verifyPasskeyAssertion>[0]['assertion'];
        };
        const key = state.keys.get(assertion.kid);
        if (!it || !key) return refuse('passkey/not-in-roster');
        const proof = await verifyPasskeyAssertion({ assertion, key, rpId: state.town.rpId, challenge: decisionDigest(statement) });
        if (!proof.ok) return refuse('passkey/not-verified', { detail: String(proof.params?.detail ?? '') });
        const outcome = statement.verdict === 'approve' ? 'authorised' : statement.verdict === 'reject' ? 'rejected' : 'returned';
        const decision = { step: 0, approver: sampleTown.people[asked.who], verdict: statement.verdict, reason: '', at: statement.at };
        const use = outcome === 'authorised' ? { use: sample.sampleUse(0, true) } : {};
        return { body: state.seenBy(asked.who, state.put(it, { state: outcome, decisions: [decision], ...use })) };
      },
    ],
    [
      'POST',
      /^\/api\/v1\/session\/passkey-options$/,
      () => ({ body: { challenge: toB64Url(randomBytes(32)), rpId: state.town.rpId, timeout: 60_000, userVerification: 'required' } }),
    ],
    [
      'POST',
      /^\/api\/v1\/passkeys\/options$/,
      ({ who }) => ({
        body: {
          rp: { id: state.town.rpId, name: state.town.name },
          user: { id: toB64Url(Buffer.from(sampleTown.people[who].id)), name: who, displayName: sampleTown.people[who].name },
          challenge: toB64Url(randomBytes(32)),
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          attestation: 'none',
        },
      }),
    ],
    [
      'POST',
      /^\/api\/v1\/passkeys$/,
      ({ who, body }) => {
        const { response, label, isSample } = body as {
          response: { id: string; response: { authenticatorData: string } };
          label: string;
          isSample: boolean;
        };
        const data = fromB64Url(response.response.authenticatorData);
        // 37 bytes, AAGUID 16, length 2, id, then a COSE key whose x and y follow fixed heads.
        const cose = 55 + ((data[53] ?? 0) << 8) + (data[54] ?? 0);
        const key = {
          alg: 'ES256',
          kty: 'EC',
          crv: 'P-256',
          x: toB64Url(data.subarray(cose + 10, cose + 42)),
          y: toB64Url(data.subarray(cose + 45, cose + 77)),
        } as const;
        const kid = thumbprint(key);
        state.keys.set(kid, key);
        state.passkeys.set(who, [
          ...(state.passkeys.get(who) ?? []),
          { kid, credentialId: response.id, label, inRoster: true, isSample, createdAt: new Date().toISOString() },
        ]);
        return { body: state.meOf(who) };
      },
    ],
  ];
}
