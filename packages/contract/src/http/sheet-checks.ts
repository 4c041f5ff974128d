import { type Static, Type } from 'typebox';
import { Instant, OneOf, Strict } from '../schema.ts';
import { Erased } from './erased.ts';
import { RequestState } from './requests.ts';
import { route } from './route.ts';

/** A point of the picture that was sent, upright: shares of its width and height. */
const Spot = Type.Object({ x: Type.Number(), y: Type.Number() });
const Outline = Type.Array(Spot, {
  description: 'corners in the upright picture, as shares of its width and height; they may lie outside',
});

/**
 * same: the approved page. unsure: it may differ. differs: it does. other-page: other print under a genuine code. not-genuine: a code that is
 * not ours, or not the one printed on that page. no-code: none is readable. unclear: the page cannot be found in the picture. erased: the
 * page was erased by law.
 */
const SheetFound = OneOf('same', 'unsure', 'differs', 'other-page', 'not-genuine', 'no-code', 'unclear', 'erased');

/** One red seal in the picture. What it is compared with is filed with the authority; the picture proves no ink. */
const SealOnSheet = Type.Object({
  diameterMm: Type.Number(),
  coverage: Type.Number({ description: 'part of the ring that left ink, 0 to 1' }),
  strike: OneOf('single', 'double', 'unsure'),
  ink: OneOf('stamped', 'printed', 'unsure'),
  faceText: Type.Union([Type.String(), Type.Null()], { description: 'read around the ring' }),
  likeness: Type.Union([OneOf('same', 'same-text', 'other', 'unsure'), Type.Null()], { description: 'to the seal of the record' }),
  outline: Outline,
});

/** Where a sheet differs and what stands on it: never what the approved page shows there. */
export const SheetAnswer = Type.Object({
  found: SheetFound,
  /** Of the sheet, by its genuine code. */
  record: Type.Optional(
    Type.Object({
      code: Type.String(),
      page: Type.Integer(),
      pages: Type.Integer(),
      state: RequestState,
      seal: Type.String({ description: 'face text of the seal that the record names' }),
      impressions: Type.Integer({ description: 'recorded on each copy of this page' }),
      keyCompromisedAt: Type.Optional(Instant),
      erased: Type.Optional(Erased),
    }),
  ),
  differences: Type.Array(
    Type.Object({ kind: OneOf('changed', 'missing', 'extra', 'mixed'), certainty: OneOf('sure', 'unsure'), outline: Outline }),
  ),
  seals: Type.Array(SealOnSheet),
});

/** Of one photo that anybody may send. */
export const SHEET_PHOTO = { files: 1, mebibytes: 20, megapixels: 26 } as const;

export const sheetChecks = {
  check: route({
    method: 'POST',
    path: '/api/v1/public/sheet-checks',
    caller: 'public',
    multipart: true,
    upload: SHEET_PHOTO,
    summary: {
      zh: '公开查验：一张盖章纸的照片与批准的页面是否一致；照片不保存',
      en: 'Public check: is the photographed sheet the approved page? The photo is not kept',
    },
    body: Strict({}),
    response: SheetAnswer,
    refuses: [
      'upload/none',
      'upload/empty',
      'upload/unknown-kind',
      'upload/damaged',
      'upload/encrypted',
      'upload/too-large',
      'upload/too-many-pages',
      'upload/too-many-pixels',
      'upload/too-few-pixels',
      'upload/took-too-long',
      'message/too-large',
      'sheet-check/too-many',
      'sheet-check/too-many-different',
      'sheet-check/busy',
    ],
  }),
} as const;

export type SheetAnswer = Static<typeof SheetAnswer>;
