import { Type } from 'typebox';
import { Strict } from './common.ts';
import { shapeOf } from './shape.ts';

/** One seal that was new on the sheet after a press, in numbers and codes: what was read around it may be somebody's name. */
export interface SealMark {
  /** Centre, in millimetres from the upper left corner of the sheet. */
  readonly xMm: number;
  readonly yMm: number;
  readonly diameterMm: number;
  /** Clockwise from upright; null when nothing tells which way up it is. */
  readonly angleDeg: number | null;
  /** Part of the ring that left ink, 0 to 1. */
  readonly coverage: number;
  readonly strike: 'single' | 'double' | 'unsure';
  readonly ink: 'stamped' | 'printed' | 'unsure';
  /** Whether the text around the ring reads as it was filed. */
  readonly text: 'same' | 'other' | 'unread';
  /** How it compares with the filed imprint; null when none was at hand. */
  readonly likeness: { readonly is: 'same' | 'same-text' | 'other' | 'unsure'; readonly score: number } | null;
}

/** What the machine saw that a press had left, and what speaks against its being one clean impression of the seal. */
export interface PressEvidence {
  /** Codes, `seal/what`. */
  readonly reasons: readonly string[];
  readonly seals: readonly SealMark[];
}

const Measure = (least: number, most: number) => Type.Number({ minimum: least, maximum: most });

const Evidence = Type.Object({
  reasons: Type.Array(Type.String({ pattern: '^[a-z/-]{1,40}$' }), { maxItems: 16 }),
  seals: Type.Array(
    Strict({
      xMm: Measure(-100, 1000),
      yMm: Measure(-100, 1000),
      diameterMm: Measure(0, 1000),
      angleDeg: Type.Union([Measure(-360, 360), Type.Null()]),
      coverage: Measure(0, 1),
      strike: Type.Union([Type.Literal('single'), Type.Literal('double'), Type.Literal('unsure')]),
      ink: Type.Union([Type.Literal('stamped'), Type.Literal('printed'), Type.Literal('unsure')]),
      text: Type.Union([Type.Literal('same'), Type.Literal('other'), Type.Literal('unread')]),
      likeness: Type.Union([
        Strict({
          is: Type.Union([Type.Literal('same'), Type.Literal('same-text'), Type.Literal('other'), Type.Literal('unsure')]),
          score: Measure(-1, 1),
        }),
        Type.Null(),
      ]),
    }),
    { maxItems: 16 },
  ),
});

const check = shapeOf<PressEvidence>()(Evidence);

/** The evidence of a `use.impression`; null when it carries none that can be read. What it is worth is a person's to judge. */
export function evidenceOf(data: unknown): PressEvidence | null {
  const { reasons, seals } = (data ?? {}) as Partial<PressEvidence>;
  const checked = check({ reasons, seals });
  return checked.ok ? checked.value : null;
}
