import type { SheetAnswer } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';

type Seal = SheetAnswer['seals'][number];

interface Props {
  readonly seals: readonly Seal[];
  readonly record: NonNullable<SheetAnswer['record']>;
  /** Whether the sheet was found, so that no seal means no seal. */
  readonly isFound: boolean;
}

/** Which seals stand on the sheet, and how many the record has: a sentence each. */
export function SealLines({ seals, record, isFound }: Props) {
  const { t } = useWords();
  if (!isFound) return null;
  return (
    <section className="stack tight" aria-labelledby="sheet-seals" data-testid="sheet-seals">
      <h3 id="sheet-seals">{t('sheet.seals', { count: seals.length })}</h3>
      <p>{t('sheet.sealsRecorded', { count: record.impressions, seal: record.seal })}</p>
      {seals.length > 0 && (
        <ol className="places">
          {seals.map((seal) => (
            <li key={JSON.stringify(seal)}>
              <SealSentence seal={seal} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Below it a part of the ring is missing, not only faint. */
const WHOLE = 0.8;

function SealSentence({ seal }: { readonly seal: Seal }) {
  const { t } = useWords();
  const { diameterMm, coverage, faceText, likeness, strike, ink } = seal;
  const parts = [
    t('sheet.seal.round', { diameter: diameterMm.toFixed(0) }),
    ...(coverage < WHOLE ? [t('sheet.seal.partial', { percent: Math.round(coverage * 100) })] : []),
    faceText === null ? t('sheet.seal.unread') : t('sheet.seal.text', { text: faceText }),
    ...(likeness === null ? [] : [t(`sheet.seal.likeness.${likeness}`)]),
    ...(strike === 'double' ? [t('sheet.seal.double')] : []),
    ...(ink === 'printed' ? [t('sheet.seal.printed')] : []),
  ];
  return <>{parts.join(t('sheet.seal.gap'))}</>;
}
