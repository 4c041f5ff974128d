import { Type } from 'typebox';
import type { Check } from '../check.ts';
import type { Digest } from '../encoding.ts';
import { Count, DigestHex, Id, RequestId } from './common.ts';
import { shapeOf } from './shape.ts';

interface Sheet {
  readonly page: number;
  readonly copy: number;
}
/** Of a press that the sensor felt. missing: nothing red is new on the sheet; it is spent all the same, and a person looks. */
export type PressOutcome = 'confirmed' | 'doubtful' | 'missing';

interface Tally {
  readonly request: string;
  readonly made: number;
  readonly voided: number;
  readonly unknown: number;
}

/** What a verifier needs of each record of a use. */
export interface UseData {
  'auth.received': { readonly request: string; readonly max: number; readonly sleeve: number; readonly seal: string; readonly jws: Digest };
  'finger.match': { readonly person: string };
  'use.opened': { readonly request: string; readonly sleeve: number; readonly seal: string; readonly clerk: string };
  'use.locked': Record<never, never>;
  'use.page': Sheet & { readonly verdict: 'go' | 'stop' | 'ask'; readonly photo?: Digest };
  /** The clerk vouches, with a new finger, for a sheet that the page check was unsure of: this photograph and no other. */
  'use.cleared': Sheet & { readonly photo: Digest; readonly by: string };
  'use.reserved': Sheet & { readonly n: number; readonly photo: Digest };
  'use.impression': Sheet & { readonly n: number; readonly photo: Digest; readonly outcome: PressOutcome };
  'use.voided': { readonly n: number };
  'use.unknown': { readonly n: number };
  'use.closed': Tally;
  'use.aborted': Tally;
}

/** A record's type with its data, told apart by `type`. */
export type UseEvent = { readonly [T in keyof UseData]: { readonly type: T; readonly data: UseData[T] } }[keyof UseData];

const SHEET = { page: Count(1), copy: Count(1) };
const N = Type.Object({ n: Count(1) });
const TALLY = Type.Object({ request: RequestId, made: Count(), voided: Count(), unknown: Count() });

/** Signed and logged as it is, a record may say more; so these are open where everything else is strict. */
const CHECKS: { readonly [T in keyof UseData]: (data: unknown) => Check<unknown> } = {
  'auth.received': shapeOf<unknown>()(Type.Object({ request: RequestId, max: Count(1), sleeve: Count(1), seal: Id, jws: DigestHex })),
  'finger.match': shapeOf<unknown>()(Type.Object({ person: Id })),
  'use.opened': shapeOf<unknown>()(Type.Object({ request: RequestId, sleeve: Count(1), seal: Id, clerk: Id })),
  'use.locked': shapeOf<unknown>()(Type.Object({})),
  'use.page': shapeOf<unknown>()(
    Type.Object({
      ...SHEET,
      verdict: Type.Union([Type.Literal('go'), Type.Literal('stop'), Type.Literal('ask')]),
      photo: Type.Optional(DigestHex),
    }),
  ),
  'use.cleared': shapeOf<unknown>()(Type.Object({ ...SHEET, photo: DigestHex, by: Id })),
  'use.reserved': shapeOf<unknown>()(Type.Object({ n: Count(1), ...SHEET, photo: DigestHex })),
  'use.impression': shapeOf<unknown>()(
    Type.Object({
      n: Count(1),
      ...SHEET,
      photo: DigestHex,
      outcome: Type.Union([Type.Literal('confirmed'), Type.Literal('doubtful'), Type.Literal('missing')]),
    }),
  ),
  'use.voided': shapeOf<unknown>()(N),
  'use.unknown': shapeOf<unknown>()(N),
  'use.closed': shapeOf<unknown>()(TALLY),
  'use.aborted': shapeOf<unknown>()(TALLY),
};

/** The event that a record stands for; null when its type has no part in the rules; false when its data do not fit its type. */
export function useEvent(record: { readonly type: string; readonly data: unknown }): UseEvent | null | false {
  if (!Object.hasOwn(CHECKS, record.type)) return null;
  return CHECKS[record.type as keyof UseData](record.data).ok && (record as UseEvent);
}
