import { Type } from 'typebox';
import { BASE64URL } from '../encoding.ts';
import { REQUEST_ID } from '../request-id.ts';

/** An object that refuses what it does not know. */
export const Strict = <P extends Type.TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });

export const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
export const RequestId = Type.String({ pattern: REQUEST_ID.source });
export const DigestHex = Type.String({ pattern: '^[0-9a-f]{64}$' });
export const B64Url = Type.String({ pattern: BASE64URL.source, maxLength: 16384 });
export const Instant = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$',
});
export const DivisionCode = Type.String({ pattern: '^\\d{12}$' });
/** A log's name, as c2sp.org/signed-note allows key names. */
export const LogOrigin = Type.String({ pattern: '^[^\\s+\\p{Cc}]+$', maxLength: 255 });
/** Counts that people make: far below the point where numbers lose their last digit. */
export const Count = (minimum = 0) => Type.Integer({ minimum, maximum: 1_000_000 });
export const Sequence = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const PublicKeyShape = Type.Union([
  Strict({ alg: Type.Literal('EdDSA'), kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: B64Url }),
  Strict({ alg: Type.Literal('ES256'), kty: Type.Literal('EC'), crv: Type.Literal('P-256'), x: B64Url, y: B64Url }),
  Strict({ alg: Type.Literal('RS256'), kty: Type.Literal('RSA'), n: B64Url, e: B64Url }),
]);

export const PasskeyAssertionShape = Strict({ kid: B64Url, authenticatorData: B64Url, clientDataJSON: B64Url, signature: B64Url });
