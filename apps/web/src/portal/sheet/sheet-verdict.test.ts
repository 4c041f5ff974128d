import type { SheetAnswer } from '@yinzheng/contract';
import { expect, it } from 'vitest';
import { sheetVerdictOf } from './sheet-verdict.ts';

type Record = NonNullable<SheetAnswer['record']>;
type Seal = SheetAnswer['seals'][number];
const seal = (likeness: Seal['likeness'], ink: Seal['ink'] = 'unsure'): Seal => ({
  diameterMm: 42,
  coverage: 1,
  strike: 'single',
  ink,
  faceText: null,
  likeness,
  outline: [],
});
const answer = (found: SheetAnswer['found'], over: Partial<Record> | null = {}, seals: readonly Seal[] = [seal('same')]): SheetAnswer => ({
  found,
  ...(over && { record: { code: 'K7QF-2M9D', page: 1, pages: 2, state: 'completed', seal: '示例', impressions: 1, ...over } }),
  differences: [],
  seals: [...seals],
});

it('is good only for the approved page of a use that was made', () => {
  expect(sheetVerdictOf(answer('same'), 'K7QF-2M9D')).toEqual({ kind: 'same', tone: 'good' });
  expect(sheetVerdictOf(answer('same'), null)).toEqual({ kind: 'same', tone: 'good' });
  for (const state of ['filed', 'approved', 'authorised', 'rejected', 'withdrawn', 'expired'] as const)
    expect(sheetVerdictOf(answer('same', { state }), null)).toEqual({ kind: 'same-not-stamped', tone: 'wait' });
});

it('is not good without the seal that the record names, as far as a photo tells', () => {
  const kindOf = (...seals: readonly Seal[]) => sheetVerdictOf(answer('same', {}, seals), null);
  expect(kindOf()).toEqual({ kind: 'same-no-seal', tone: 'wait' });
  expect(kindOf(seal('other'))).toEqual({ kind: 'same-other-seal', tone: 'bad' });
  expect(kindOf(seal('same-text')).tone).toBe('bad');
  expect(kindOf(seal('same', 'printed')).tone).toBe('bad');
  expect(kindOf(seal('other'), seal('same')).kind).toBe('same');
  expect(kindOf(seal('unsure')).kind).toBe('same');
  expect(sheetVerdictOf(answer('same', { impressions: 0 }, []), null).kind).toBe('same');
});

it('calls the sheet of another record that, whatever else it is', () => {
  for (const found of ['same', 'differs', 'erased'] as const)
    expect(sheetVerdictOf(answer(found), 'AAAA-BBBB')).toEqual({ kind: 'other-record', tone: 'bad' });
});

it('never calls good what was not compared', () => {
  for (const found of ['unsure', 'no-code', 'unclear', 'erased'] as const)
    expect(sheetVerdictOf(answer(found, null), 'X').tone).toBe('wait');
  for (const found of ['differs', 'other-page', 'not-genuine'] as const) expect(sheetVerdictOf(answer(found, null), 'X').tone).toBe('bad');
});
