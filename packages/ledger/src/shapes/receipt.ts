import { Type } from 'typebox';
import type { Receipt, RequestContent } from '../receipt/receipt.ts';
import { B64Url, DigestHex, RequestId, Strict } from './common.ts';
import { shapeOf } from './shape.ts';

const ProvenEntryShape = Strict({ entry: Type.String({ maxLength: 65_535 }), proof: Type.String({ maxLength: 32_768 }) });

export const checkReceipt = shapeOf<Receipt>()(
  Strict({
    v: Type.Literal(1),
    kind: Type.Literal('yinzheng-receipt'),
    request: RequestId,
    roster: Type.Array(ProvenEntryShape, { minItems: 1, maxItems: 4096 }),
    acts: Type.Array(ProvenEntryShape, { minItems: 1, maxItems: 65_536 }),
    openings: Type.Array(Strict({ commitment: DigestHex, salt: B64Url, value: Type.Unknown() }), { maxItems: 256 }),
    erasures: Type.Array(ProvenEntryShape, { maxItems: 1024 }),
  }),
);

export const checkRequestContent = shapeOf<RequestContent>()(
  Strict({ title: Type.String(), applicant: Type.String(), purpose: Type.String() }),
);
