import { Type } from 'typebox';
import type { ArchiveManifest, ArchiveNames } from '../archive/manifest.ts';
import type { PageIndex } from '../archive/page-index.ts';
import type { Opening } from '../receipt/receipt.ts';
import { B64Url, Count, DigestHex, DivisionCode, Id, Instant, RequestId, Sequence, Strict } from './common.ts';
import { shapeOf } from './shape.ts';

const B64 = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' });
const Named = Type.Record(Id, Type.String({ maxLength: 400 }));

export const checkPartLine = shapeOf<{ readonly index: number; readonly entry: string; readonly proof: readonly string[] }>()(
  Strict({ entry: Type.String({ maxLength: 65_535 }), index: Sequence, proof: Type.Array(B64, { maxItems: 63 }) }),
);

export const checkManifest = shapeOf<ArchiveManifest>()(
  Strict({
    v: Type.Literal(1),
    kind: Type.Literal('yinzheng-archive'),
    madeAt: Instant,
    madeBy: Type.String({ maxLength: 100 }),
    source: Type.String({ maxLength: 2000 }),
    town: Type.Union([Type.Null(), Strict({ code: DivisionCode, name: Type.String({ maxLength: 200 }) })]),
    checkpoint: Strict({ origin: Type.String({ maxLength: 400 }), size: Sequence, root: DigestHex }),
    scope: Type.Union([
      Strict({ kind: Type.Literal('whole') }),
      Strict({
        kind: Type.Literal('part'),
        seals: Type.Array(Id, { maxItems: 10_000 }),
        bodies: Type.Array(Id, { maxItems: 10_000 }),
        from: Type.Union([Type.Null(), Instant]),
        until: Type.Union([Type.Null(), Instant]),
      }),
    ]),
    entries: Sequence,
    trust: Type.Union([Type.Literal('argument'), Type.Literal('server')]),
    opened: Count(),
  }),
);

export const checkNames = shapeOf<ArchiveNames>()(
  Strict({
    v: Type.Literal(1),
    kind: Type.Literal('yinzheng-names'),
    bodies: Named,
    seals: Named,
    matters: Named,
    people: Named,
    divisions: Named,
  }),
);

export const checkOpenings = shapeOf<{ readonly v: 1; readonly request: string; readonly openings: readonly Opening[] }>()(
  Strict({
    v: Type.Literal(1),
    request: RequestId,
    openings: Type.Array(Strict({ commitment: DigestHex, salt: B64Url, value: Type.Unknown() }), { maxItems: 256 }),
  }),
);

const PageChunkShape = Strict({
  files: Type.Array(Strict({ bytes: Sequence, path: Type.String({ maxLength: 400 }) }), { minItems: 1, maxItems: 100_000 }),
  sha256: DigestHex,
});

export const checkPageIndex = shapeOf<PageIndex>()(
  Strict({ chunks: Type.Array(PageChunkShape, { maxItems: 999_999 }), v: Type.Literal(1) }),
);
