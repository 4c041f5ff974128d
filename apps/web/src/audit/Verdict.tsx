import type { ArchiveReport } from '@yinzheng/ledger';
import { useWords } from '../i18n/use-words.ts';

/** The one word of the check, large, with a mark that does not rely on colour. */
export function Verdict({ report }: { readonly report: ArchiveReport }) {
  const { t } = useWords();
  const { audit, manifest, files, problems } = report;
  const verdict = verdictOf(report);
  const entries = Object.values(audit?.log.entries ?? {}).reduce((sum, count) => sum + count, 0);
  const text = {
    held: t('audit.heldText', { entries, signatures: audit?.log.signatures ?? 0, files }),
    awaiting: t('audit.awaitingText'),
    broken: t('audit.brokenText'),
    unreadable: t('audit.unreadableText'),
  }[verdict];
  return (
    <section className={`verdict ${TONES[verdict]}`} data-testid="verdict" data-verdict={verdict} role="status">
      <span className="sign" aria-hidden="true">
        {SIGNS[verdict]}
      </span>
      <div className="stack tight">
        <h1>{t(`audit.${verdict}`, { count: problems.length })}</h1>
        <p>{text}</p>
        {verdict === 'held' && manifest?.scope.kind === 'part' && <p>{t('audit.heldPart')}</p>}
        {audit && !audit.log.isComplete && <p>{t('audit.incomplete')}</p>}
      </div>
    </section>
  );
}

const TONES = { held: 'good', awaiting: 'wait', broken: 'bad', unreadable: 'wait' } as const;
const SIGNS = { held: '✓', awaiting: '…', broken: '✕', unreadable: '?' } as const;

/** `unreadable`: nothing is there that could be wrong. */
export function verdictOf({ ok, isAwaitingWitnesses, digest, files, problems }: ArchiveReport): keyof typeof TONES {
  if (ok) return 'held';
  if (isAwaitingWitnesses) return 'awaiting';
  const isNothing = digest === null && files === 0 && problems.every(({ code }) => code === 'archive/missing');
  return isNothing ? 'unreadable' : 'broken';
}
