import { type Static, Type } from 'typebox';
import { OneOf } from '../schema.ts';

/** One seal that was new on the sheet after a press. Millimetres from the upper left corner; degrees clockwise. */
const SealMark = Type.Object({
  xMm: Type.Number(),
  yMm: Type.Number(),
  diameterMm: Type.Number(),
  angleDeg: Type.Union([Type.Number(), Type.Null()]),
  coverage: Type.Number({ description: 'part of the ring that left ink, 0 to 1' }),
  strike: OneOf('single', 'double', 'unsure'),
  ink: OneOf('stamped', 'printed', 'unsure'),
  text: OneOf('same', 'other', 'unread'),
  likeness: Type.Union([Type.Object({ is: OneOf('same', 'same-text', 'other', 'unsure'), score: Type.Number() }), Type.Null()]),
});

/** What the machine saw of a press, and the codes of what speaks against its being one clean impression. */
export const PressEvidence = Type.Object({ reasons: Type.Array(Type.String()), seals: Type.Array(SealMark) });

export type PressEvidence = Static<typeof PressEvidence>;
