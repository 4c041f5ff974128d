import type { SheetAnswer } from '@yinzheng/contract';
import { Link } from 'wouter';
import { useWords } from '../../i18n/use-words.ts';
import { ErasedBanner } from '../../ui/ErasedBanner.tsx';
import { VerdictCard } from '../VerdictCard.tsx';
import { MarkedPhoto } from './MarkedPhoto.tsx';
import { SealLines } from './SealLines.tsx';
import { sheetVerdictOf } from './sheet-verdict.ts';

interface Props {
  readonly answer: SheetAnswer;
  /** Address of the photo in this browser. */
  readonly photo: string;
  /** The record on the screen, if there is one. */
  readonly lookingAt: string | null;
}

/** The plain verdict first, then where, then the seals, then what no photo tells. */
export function SheetResult({ answer, photo, lookingAt }: Props) {
  const { t } = useWords();
  const { record, differences, seals } = answer;
  const { kind, tone } = sheetVerdictOf(answer, lookingAt);
  const isOther = kind === 'other-record';
  const words = {
    count: differences.length,
    state: record ? t(`state.${record.state}`) : '',
    record: record?.code ?? '',
  };
  return (
    <>
      <VerdictCard
        tone={tone}
        kind={`sheet-${kind}`}
        title={t(`sheet.verdict.${kind}`, words)}
        text={t(`sheet.text.${kind}`, words)}
        page={record && !isOther ? t('sheet.pageOf', { page: record.page, pages: record.pages, record: record.code }) : undefined}
        note={record?.keyCompromisedAt ? t('sheet.keyCompromised') : undefined}
      />
      {record && record.code !== lookingAt && (
        <Link href={`/v/${record.code}`} className="button">
          {t('sheet.openRecord', { record: record.code })}
        </Link>
      )}
      {!isOther && record?.erased && <ErasedBanner erased={record.erased} />}
      {!isOther && <MarkedPhoto photo={photo} differences={differences} seals={seals} />}
      {!isOther && differences.length > 0 && (
        <ol className="places">
          {differences.map(({ kind: how, certainty, outline }) => (
            <li key={JSON.stringify(outline)}>
              {t(`sheet.difference.${how}`)}
              {certainty === 'unsure' && t('sheet.unsure')}
            </li>
          ))}
        </ol>
      )}
      {!isOther && record && (
        <SealLines seals={seals} record={record} isFound={['same', 'unsure', 'differs', 'erased'].includes(answer.found)} />
      )}
      <section className="stack tight" aria-labelledby="sheet-limits">
        <h3 id="sheet-limits">{t('sheet.limits')}</h3>
        <ul className="tips">
          <li>{t('sheet.limitInk')}</li>
          <li>{t('sheet.limitSmall')}</li>
          <li>{t('sheet.limitPlaces')}</li>
          <li>{t('sheet.limitOriginal')}</li>
        </ul>
      </section>
    </>
  );
}
