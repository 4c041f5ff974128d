import { type Static, type TSchema, Type } from 'typebox';

/** Building blocks that several messages share. */
export const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
export const DigestHex = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, lower-case hex' });
export const B64Url = Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: 16384 });
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
export const DivisionCode = Type.String({ pattern: '^\\d{12}$' });
export const CreditCode = Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' });
export const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
export const Compact = Type.String({ pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$', maxLength: 262144 });

/** An object that refuses what it does not know. */
export const Strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false });

/** One of these words. (`Type.Union` over a mapped array has the type `never`.) */
export const OneOf = <const Words extends readonly string[]>(...words: Words) =>
  Type.Unsafe<Words[number]>(Type.Union(words.map((word) => Type.Literal(word))));

export const Post = OneOf('clerk', 'custodian', 'approver', 'supervisor', 'auditor', 'administrator');

export const PublicKey = Type.Union([
  Strict({ alg: Type.Literal('EdDSA'), kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: B64Url }),
  Strict({ alg: Type.Literal('ES256'), kty: Type.Literal('EC'), crv: Type.Literal('P-256'), x: B64Url, y: B64Url }),
  Strict({ alg: Type.Literal('RS256'), kty: Type.Literal('RSA'), n: B64Url, e: B64Url }),
]);

export const PasskeyAssertion = Strict({ kid: B64Url, authenticatorData: B64Url, clientDataJSON: B64Url, signature: B64Url });

export const ProblemBody = Type.Object({
  code: Type.String(),
  at: Type.Optional(Type.String()),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  message: Type.Object({ zh: Type.String(), en: Type.String() }),
  todo: Type.Object({ zh: Type.String(), en: Type.String() }),
});

export type { Static, TSchema };
