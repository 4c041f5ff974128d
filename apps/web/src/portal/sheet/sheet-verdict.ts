import type { SheetAnswer } from '@yinzheng/contract';

export type SheetVerdictKind = SheetAnswer['found'] | 'other-record' | 'same-not-stamped';

export interface SheetVerdict {
  readonly kind: SheetVerdictKind;
  readonly tone: 'good' | 'wait' | 'bad';
}

const TONES: Readonly<Record<SheetVerdictKind, SheetVerdict['tone']>> = {
  same: 'good',
  'same-not-stamped': 'wait',
  unsure: 'wait',
  differs: 'bad',
  'other-page': 'bad',
  'other-record': 'bad',
  'not-genuine': 'bad',
  'no-code': 'wait',
  unclear: 'wait',
  erased: 'wait',
};

/**
 * What a photographed sheet is, for whoever looks at this record (null: at none yet). A sheet like its page is good only once the page
 * was to be stamped: a withdrawn request has pages too.
 */
export function sheetVerdictOf({ found, record }: SheetAnswer, lookingAt: string | null): SheetVerdict {
  const kindOf = (): SheetVerdictKind => {
    if (record && lookingAt !== null && record.code !== lookingAt) return 'other-record';
    if (found === 'same' && record?.state !== 'completed' && record?.state !== 'using') return 'same-not-stamped';
    return found;
  };
  const kind = kindOf();
  return { kind, tone: TONES[kind] };
}
