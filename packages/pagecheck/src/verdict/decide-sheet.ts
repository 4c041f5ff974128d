import type { SheetReport } from './check-sheet.ts';

export type SheetReason = 'page/no-page' | 'page/no-code' | 'page/other-page' | 'page/differs' | 'page/finger' | 'page/unsure';

export interface SheetVerdict {
  /** ask: a person compares the crops and says whether it is the page. */
  readonly verdict: 'go' | 'ask' | 'stop';
  /** Empty on go. */
  readonly reasons: readonly SheetReason[];
}

/** By the matter: whether a person may clear what the check is unsure of, or such a sheet is stopped. */
export type OnDoubt = 'ask' | 'stop';

/** Before a press. What is surely different is stopped whatever the matter says; only doubt may be put to a person. */
export function decideSheet(
  { found, code, differences }: Pick<SheetReport, 'found' | 'code' | 'differences'>,
  onDoubt: OnDoubt,
): SheetVerdict {
  if (code === 'other' || found === 'other-page') return { verdict: 'stop', reasons: ['page/other-page'] };
  if (code === 'unread') return { verdict: 'stop', reasons: ['page/no-code'] };
  if (found === 'no-page') return { verdict: 'stop', reasons: ['page/no-page'] };
  if (differences.some(({ certainty }) => certainty === 'sure')) return { verdict: 'stop', reasons: ['page/differs'] };
  const hidden = differences.filter(({ under }) => under === 'finger').length;
  const reasons: SheetReason[] = [];
  // Named first: the sheet must be photographed again, whatever else is in doubt.
  if (hidden > 0) reasons.push('page/finger');
  if (differences.length > hidden) reasons.push('page/unsure');
  return { verdict: reasons.length > 0 ? onDoubt : 'go', reasons };
}
