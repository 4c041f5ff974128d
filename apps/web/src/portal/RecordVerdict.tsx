import type { PublicRecord } from '@yinzheng/contract';
import { useWords } from '../i18n/use-words.ts';
import { VerdictCard } from './VerdictCard.tsx';
import { verdictOf } from './verdict.ts';

/** The verdict on a record, in words. */
export function RecordVerdict({ record }: { readonly record: PublicRecord }) {
  const { t, time } = useWords();
  const verdict = verdictOf(record);
  const words = {
    at: time(verdict.at ?? record.filedAt),
    seal: record.seal,
    state: t(`state.${record.state}`),
    outcome: t(`outcome.${(verdict.outcome ?? 'unknown') as 'unknown'}`),
  };
  const text = {
    stampedPage: t('record.stampedPageText', words),
    pageNow: t('record.stampedPageText', words),
    stampedSet: t('record.stampedSetText', words),
    noSealOnPage: t('record.noSealOnPageText', words),
    byDoubtful: t('record.doubtfulText', words),
    notYet: t('record.notYetText', words),
    using: t('record.notYetText', words),
    notStamped: t('record.notStampedText', words),
    nothingPressed: t('record.nothingPressedText'),
    wrongCode: t('record.wrongCodeText'),
  }[verdict.kind];
  return (
    <VerdictCard
      tone={verdict.tone}
      kind={verdict.kind}
      title={t(`record.${verdict.kind}`)}
      text={text}
      note={verdict.tone === 'good' ? [...(verdict.isCleared ? [t('record.clearedNote')] : []), t('record.compare')].join(' ') : undefined}
      page={record.page ? t('common.pageOf', { page: record.page.page, pages: record.pages }) : undefined}
    />
  );
}
