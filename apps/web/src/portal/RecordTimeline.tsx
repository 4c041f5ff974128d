import type { PublicRecord } from '@yinzheng/contract';
import { useWords } from '../i18n/use-words.ts';
import { evidenceIn } from '../ui/evidence.ts';
import { type Step, Timeline } from '../ui/Timeline.tsx';

/** What happened, by post and machine, never by name. */
export function RecordTimeline({ record }: { readonly record: PublicRecord }) {
  const { t } = useWords();
  const steps: Step[] = [
    { id: 'filed', text: t('record.filed'), at: record.filedAt, state: 'done' },
    ...record.decisions.map(
      (it): Step => ({
        id: `decision ${it.step} ${it.at}`,
        text: t('record.decided', { step: it.step + 1, verdict: t(`verdict.${it.verdict as 'approve'}`) }),
        at: it.at,
        state: it.verdict === 'approve' ? 'done' : 'bad',
      }),
    ),
    ...record.impressions.flatMap((it): Step[] => [
      ...(it.clearedAt
        ? [
            {
              id: `cleared ${it.page} ${it.copy} ${it.clearedAt} ${it.at}`,
              text: t('record.cleared', { page: it.page }),
              at: it.clearedAt,
              state: 'done' as const,
            },
          ]
        : []),
      {
        id: `impression ${it.page} ${it.copy} ${it.at}`,
        text: t(record.copies > 1 ? 'record.pressedCopy' : 'record.pressed', {
          page: it.page,
          copy: it.copy,
          outcome: t(`outcome.${it.outcome as 'confirmed'}`),
        }),
        note: it.evidence && evidenceIn(t, it.evidence),
        at: it.at,
        state: it.outcome === 'confirmed' ? 'done' : 'bad',
      },
    ]),
  ];
  return (
    <section className="card stack" aria-labelledby="timeline">
      <h2 id="timeline">{t('record.timeline')}</h2>
      <Timeline steps={steps} />
    </section>
  );
}
