import type { SheetAnswer } from '@yinzheng/contract';

export type SheetVerdictKind = SheetAnswer['found'] | 'other-record' | 'same-not-stamped' | 'same-no-seal' | 'same-other-seal';

export interface SheetVerdict {
  readonly kind: SheetVerdictKind;
  readonly tone: 'good' | 'wait' | 'bad';
}

const TONES: Readonly<Record<SheetVerdictKind, SheetVerdict['tone']>> = {
  same: 'good',
  'same-not-stamped': 'wait',
  'same-no-seal': 'wait',
  'same-other-seal': 'bad',
  unsure: 'wait',
  differs: 'bad',
  'other-page': 'bad',
  'other-record': 'bad',
  'not-genuine': 'bad',
  'no-code': 'wait',
  unclear: 'wait',
  erased: 'wait',
};

/** Another body may have stamped the sheet too: one seal that may be the record's is enough. */
const mayBeIt = ({ likeness, ink }: SheetAnswer['seals'][number]): boolean =>
  likeness !== 'other' && likeness !== 'same-text' && ink !== 'printed';

/**
 * What a photographed sheet is, for whoever looks at this record (null: at none yet). A sheet like its page is good only once the page
 * was stamped (a withdrawn request has pages too), and with the seal on it that the record names, as far as a photo tells.
 */
export function sheetVerdictOf({ found, record, seals }: SheetAnswer, lookingAt: string | null): SheetVerdict {
  const kindOf = (): SheetVerdictKind => {
    if (record && lookingAt !== null && record.code !== lookingAt) return 'other-record';
    if (found === 'same' && record?.state !== 'completed' && record?.state !== 'using') return 'same-not-stamped';
    if (found === 'same' && (record?.impressions ?? 0) > 0 && seals.length === 0) return 'same-no-seal';
    if (found === 'same' && (record?.impressions ?? 0) > 0 && !seals.some(mayBeIt)) return 'same-other-seal';
    return found;
  };
  const kind = kindOf();
  return { kind, tone: TONES[kind] };
}
