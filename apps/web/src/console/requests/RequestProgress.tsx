import type { RequestDetail } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';
import { type Step, Timeline } from '../../ui/Timeline.tsx';
import { type Stage, stagesOf } from './progress.ts';

export function RequestProgress({ request }: { readonly request: RequestDetail }) {
  const { t } = useWords();
  const textOf = (stage: Stage): string => {
    if (stage.kind === 'drafted') return t('request.drafted');
    if (stage.kind === 'filed') return t('request.filedStep');
    if (stage.kind === 'decided') return t('request.decided', { name: stage.by, verdict: t(`verdict.${stage.verdict as 'approve'}`) });
    if (stage.kind === 'to-decide') return t('request.decisionWaits', { step: stage.step });
    if (stage.kind === 'authorised') return t('request.authorised');
    if (stage.kind === 'stamping') return t('request.stamping', { made: stage.made, allowed: stage.allowed });
    return stage.kind === 'completed' ? t('request.completedStep') : t(`state.${stage.kind}`);
  };
  const steps = stagesOf(request).map(
    (stage, i): Step => ({
      id: `${stage.kind} ${i}`,
      text: textOf(stage),
      note: stage.kind === 'decided' && stage.reason ? t('request.reason', { reason: stage.reason }) : undefined,
      at: 'at' in stage ? stage.at : undefined,
      state: stage.state,
    }),
  );
  return (
    <section className="card stack" aria-labelledby="progress">
      <h2 id="progress">{t('request.progress')}</h2>
      <Timeline steps={steps} />
    </section>
  );
}
