import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';

interface Props {
  /** Most impressions on one page. */
  readonly limit: number;
  /** One number a page. */
  readonly impressions: readonly number[];
  readonly onChange: (impressions: readonly number[]) => void;
}

/** Up to this many pages are listed at once; a long set unfolds. */
const LISTED = 6;

export function ImpressionsEditor({ limit, impressions, onChange }: Props) {
  const { t } = useWords();
  const set = (index: number, by: number) =>
    onChange(impressions.map((it, i) => (i === index ? Math.min(limit, Math.max(0, it + by)) : it)));
  const rows = impressions.map((count, i) => {
    const page = i + 1;
    return (
      // a page is its place
      <li key={i} className="stepper">
        <span>{t('common.page', { page })}</span>
        <span className="stepper-control">
          <Button aria-label={t('request.fewer', { page })} disabled={count === 0} onClick={() => set(i, -1)}>
            −
          </Button>
          <output aria-label={t('request.setOn', { page })}>{count}</output>
          <Button aria-label={t('request.more', { page })} disabled={count >= limit} onClick={() => set(i, 1)}>
            +
          </Button>
        </span>
      </li>
    );
  });
  const folded = rows.slice(0, Math.max(0, rows.length - LISTED));
  return (
    <fieldset className="stack tight">
      <legend className="legend">{t('request.set')}</legend>
      <p className="small soft">{t('request.setHint', { max: limit })}</p>
      {folded.length > 0 && (
        <details>
          <summary className="button quiet">{t('common.pages', { from: 1, to: folded.length })}</summary>
          <ul>{folded}</ul>
        </details>
      )}
      <ul>{rows.slice(folded.length)}</ul>
    </fieldset>
  );
}
