import { Type } from 'typebox';
import { B64Url, DivisionCode, Id, Instant, OneOf, Post, Strict, Text } from '../schema.ts';
import { route } from './route.ts';

const KeyHolder = Type.Union([
  Type.Object({ kind: Type.Literal('person'), person: Id }),
  Type.Object({ kind: Type.Literal('machine'), machine: Id }),
  Type.Object({ kind: Type.Literal('server') }),
  Type.Object({ kind: Type.Literal('log'), origin: Type.String() }),
]);

const RevocationReason = OneOf('rotated', 'lost', 'compromised');

export const Me = Type.Object({
  person: Type.Object({ id: Id, name: Type.String() }),
  posts: Type.Array(Type.Object({ post: Post, body: Type.Object({ id: Id, name: Type.String() }) })),
  isOfficer: Type.Boolean(),
  /** The person's passkeys; only those in the roster may decide. */
  passkeys: Type.Array(
    Type.Object({
      kid: B64Url,
      credentialId: B64Url,
      label: Type.String(),
      inRoster: Type.Boolean(),
      isSample: Type.Boolean(),
      createdAt: Instant,
    }),
  ),
});

export const Town = Type.Object({
  code: DivisionCode,
  name: Type.String(),
  isSample: Type.Boolean(),
  rpId: Type.String(),
  publicUrl: Type.String(),
  /** The ledger's verifier keys (c2sp.org/signed-note vkey): while it changes its key, and after, more than one. */
  logKeys: Type.Array(Type.String()),
  /** Whom to trust, c2sp.org/tlog-policy: those keys, the witnesses, and how many of them are enough. */
  policy: Type.String(),
  /** Digest of the founding roster statement, to compare with what was published on paper. */
  founding: Type.String(),
  pushKey: Type.String({ description: 'VAPID public key, base64url' }),
});

export const session = {
  town: route({
    method: 'GET',
    path: '/api/v1/town',
    caller: 'public',
    summary: { zh: '本镇信息', en: 'About this town' },
    response: Town,
    refuses: [],
  }),
  sampleSignIns: route({
    method: 'GET',
    path: '/api/v1/sample/sign-ins',
    caller: 'public',
    summary: { zh: '示例账号（仅示例镇）', en: 'Sample sign-ins (sample towns only)' },
    response: Type.Array(
      Type.Object({
        name: Type.String(),
        account: Type.String(),
        password: Type.String(),
        code: Type.String(),
        posts: Type.String(),
        body: Type.String(),
      }),
    ),
    refuses: ['route/unknown'],
  }),
  show: route({
    method: 'GET',
    path: '/api/v1/session',
    caller: 'session',
    summary: { zh: '当前登录人', en: 'Who is signed in' },
    response: Me,
    refuses: ['session/none'],
  }),
  signInByPassword: route({
    method: 'POST',
    path: '/api/v1/session/password',
    caller: 'public',
    summary: { zh: '密码加动态码登录', en: 'Sign in by password and one-time code' },
    body: Strict({ account: Text(64), password: Text(256), code: Type.String({ pattern: '^\\d{6}$' }) }),
    response: Me,
    refuses: ['session/wrong-credentials', 'session/too-many-attempts'],
  }),
  passkeySignInOptions: route({
    method: 'POST',
    path: '/api/v1/session/passkey-options',
    caller: 'public',
    summary: { zh: '通行密钥登录：取挑战', en: 'Sign in by passkey: options' },
    response: Type.Object({ challenge: B64Url, rpId: Type.String(), timeout: Type.Integer(), userVerification: Type.Literal('required') }),
    refuses: [],
  }),
  signInByPasskey: route({
    method: 'POST',
    path: '/api/v1/session/passkey',
    caller: 'public',
    summary: { zh: '通行密钥登录', en: 'Sign in by passkey' },
    body: Strict({ credentialId: B64Url, challenge: B64Url, authenticatorData: B64Url, clientDataJSON: B64Url, signature: B64Url }),
    response: Me,
    refuses: ['passkey/not-verified', 'passkey/expired', 'session/wrong-credentials'],
  }),
  signOut: route({
    method: 'DELETE',
    path: '/api/v1/session',
    caller: 'session',
    summary: { zh: '退出登录', en: 'Sign out' },
    response: Type.Null(),
    refuses: [],
  }),

  passkeyOptions: route({
    method: 'POST',
    path: '/api/v1/passkeys/options',
    caller: 'session',
    summary: { zh: '登记通行密钥：取选项', en: 'Register a passkey: options' },
    /** PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3. */
    response: Type.Unknown(),
    refuses: ['session/none'],
  }),
  registerPasskey: route({
    method: 'POST',
    path: '/api/v1/passkeys',
    caller: 'session',
    summary: { zh: '登记通行密钥', en: 'Register a passkey' },
    /** RegistrationResponseJSON of WebAuthn Level 3. `isSample`: a software key made by the page, allowed in sample towns only. */
    body: Strict({ response: Type.Unknown(), label: Text(64), isSample: Type.Boolean() }),
    response: Me,
    refuses: ['session/none', 'passkey/not-verified', 'passkey/expired'],
  }),
} as const;

export const roster = {
  show: route({
    method: 'GET',
    path: '/api/v1/roster',
    caller: 'public',
    summary: { zh: '名册（整条链）', en: 'The roster, its whole chain' },
    response: Type.Object({ links: Type.Array(Type.Unknown()) }),
    refuses: [],
  }),
  pending: route({
    method: 'GET',
    path: '/api/v1/roster/pending',
    caller: 'session',
    summary: { zh: '等待签署的名册变更', en: 'Roster changes that wait for signatures' },
    response: Type.Array(
      Type.Object({ id: Id, statement: Type.Unknown(), challenge: B64Url, signedBy: Type.Array(Id), why: Type.String() }),
    ),
    refuses: ['session/none'],
  }),
  sign: route({
    method: 'POST',
    path: '/api/v1/roster/pending/:id/signatures',
    caller: 'session',
    summary: { zh: '签署名册变更', en: 'Sign a roster change' },
    params: Strict({ id: Id }),
    body: Strict({ passkey: Strict({ kid: B64Url, authenticatorData: B64Url, clientDataJSON: B64Url, signature: B64Url }) }),
    response: Type.Object({ isEffective: Type.Boolean() }),
    refuses: ['session/none', 'roster/bad-signature', 'roster/broken-chain', 'passkey/not-in-roster', 'roster/not-two-officers'],
  }),
  keys: route({
    method: 'GET',
    path: '/api/v1/roster/keys',
    caller: 'session',
    summary: {
      zh: '密钥（负责人、管理员看全部，其他人看自己的）',
      en: 'Keys: all of them for officers and administrators, else one’s own',
    },
    response: Type.Array(
      Type.Object({
        kid: B64Url,
        holder: KeyHolder,
        isSample: Type.Boolean(),
        /** This server holds it. */
        isHeld: Type.Boolean(),
        /** Null: officers have not signed it yet. */
        from: Type.Union([Instant, Type.Null()]),
        until: Type.Union([Instant, Type.Null()]),
        reason: Type.Union([RevocationReason, Type.Null()]),
      }),
    ),
    refuses: ['session/none'],
  }),
  /** It counts once two officers have signed; until then nothing changes. */
  newKey: route({
    method: 'POST',
    path: '/api/v1/roster/keys',
    caller: 'session',
    summary: { zh: '为服务器或账本制作新密钥并提请签署', en: 'Make a new key for the server or the log and propose it' },
    body: Strict({ of: OneOf('server', 'log') }),
    response: Type.Object({ kid: B64Url }),
    refuses: ['session/none', 'post/not-held', 'data/not-writable'],
  }),
  revokeKey: route({
    method: 'POST',
    path: '/api/v1/roster/keys/:kid/revocation',
    caller: 'session',
    summary: { zh: '提请撤销密钥', en: 'Propose that a key be revoked' },
    params: Strict({ kid: B64Url }),
    body: Strict({ reason: RevocationReason }),
    response: Type.Null(),
    refuses: ['session/none', 'post/not-held', 'key/not-in-force', 'roster/no-log-key', 'roster/not-two-officers'],
  }),
} as const;
