import type { PublicRecord } from '@yinzheng/contract';

export type VerdictKind =
  | 'stampedPage'
  | 'stampedSet'
  | 'noSealOnPage'
  | 'pageNow'
  | 'byDoubtful'
  | 'notYet'
  | 'using'
  | 'notStamped'
  | 'nothingPressed'
  | 'wrongCode';

export interface RecordVerdict {
  readonly kind: VerdictKind;
  readonly tone: 'good' | 'wait' | 'bad';
  /** When the seal came down on this page, or last on the set. */
  readonly at?: string;
  /** The machine's word for a doubtful impression. */
  readonly outcome?: string;
  /** The page check had been unsure of a sheet that was pressed, and a person cleared it. */
  readonly isCleared?: true;
}

const DOUBTS = ['doubtful', 'missing', 'unknown'];
const ENDED = ['rejected', 'returned', 'withdrawn', 'expired'];

/** What a record says about the sheet in a person's hands. Never kinder than the record: a doubt is shown as a doubt. */
export function verdictOf(record: PublicRecord): RecordVerdict {
  if (record.page && !record.page.matches) return { kind: 'wrongCode', tone: 'bad' };
  const onPage = record.page ? record.impressions.filter((it) => it.page === record.page?.page) : record.impressions;
  const doubtful = onPage.filter((it) => DOUBTS.includes(it.outcome)).at(-1);
  if (doubtful) return { kind: 'byDoubtful', tone: 'wait', at: doubtful.at, outcome: doubtful.outcome };
  const confirmed = onPage.filter((it) => it.outcome === 'confirmed').at(-1);
  const cleared = onPage.some((it) => it.clearedAt !== undefined) ? { isCleared: true as const } : {};
  if (record.state === 'completed') {
    if (confirmed) return { kind: record.page ? 'stampedPage' : 'stampedSet', tone: 'good', at: confirmed.at, ...cleared };
    return record.page && record.impressions.some((it) => it.outcome === 'confirmed')
      ? { kind: 'noSealOnPage', tone: 'good' }
      : { kind: 'nothingPressed', tone: 'bad' };
  }
  // A set that was cut short keeps what was pressed: the page itself was approved and stamped.
  if (confirmed && record.page)
    return { kind: record.state === 'using' ? 'pageNow' : 'stampedPage', tone: 'good', at: confirmed.at, ...cleared };
  if (ENDED.includes(record.state)) return { kind: 'notStamped', tone: 'bad' };
  return { kind: record.state === 'using' ? 'using' : 'notYet', tone: 'wait' };
}
