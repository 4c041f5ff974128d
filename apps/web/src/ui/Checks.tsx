import { useWords } from '../i18n/use-words.ts';

export interface CheckLine {
  readonly id: string;
  readonly text: string;
  readonly isPassed: boolean;
}

/** What was checked, each line with a mark that does not rely on colour. */
export function Checks({ lines }: { readonly lines: readonly CheckLine[] }) {
  const { t } = useWords();
  return (
    <ul className="checks">
      {lines.map((line) => (
        <li key={line.id} className={line.isPassed ? 'good' : 'bad'} data-check={line.id} data-passed={line.isPassed}>
          <span className="mark" aria-hidden="true">
            {line.isPassed ? '✓' : '✕'}
          </span>
          <span>
            {line.isPassed ? <span className="hidden">{t('common.holds')}：</span> : <span>{t('common.differs')}：</span>}
            {line.text}
          </span>
        </li>
      ))}
    </ul>
  );
}
