import type { UseAccount } from '@yinzheng/ledger';
import { useWords } from '../i18n/use-words.ts';
import { Facts } from '../ui/Facts.tsx';
import { type Step, Timeline } from '../ui/Timeline.tsx';
import { contentOf } from './names.ts';
import type { SeenArchive } from './seen.ts';

/** What was asked, by whom, on what approval. */
export function RecordFacts({ use, report, named }: { readonly use: UseAccount } & Pick<SeenArchive, 'report' | 'named'>) {
  const { t, time } = useWords();
  const content = contentOf(report, use);
  const closed = t(content.kind === 'erased' ? 'audit.use.erased' : 'audit.use.notOpened');
  const opened = report.opened.get(use.request);
  const waiver = use.waiver && {
    by: named.person(use.waiver.by),
    reason: opened?.waiver ?? t('audit.record.reasonHidden'),
  };
  const window = use.authorised && { from: time(use.authorised.from), until: time(use.authorised.until) };
  const steps: readonly Step[] = use.decisions.map(({ step, approver, verdict, at }) => {
    const reason = opened?.reasons.get(step);
    return {
      id: `${step} ${at}`,
      text: t('audit.record.decision', { step: step + 1, who: named.person(approver), verdict: t(`verdict.${verdict}`) }),
      note: reason === undefined ? t('audit.record.reasonHidden') : reason === '' ? undefined : reason,
      at,
      state: verdict === 'approve' ? 'done' : 'bad',
    };
  });
  return (
    <>
      <section className="card stack">
        <Facts
          rows={[
            [t('audit.record.content'), content.kind === 'opened' ? content.content.title : closed],
            [t('audit.record.applicant'), content.kind === 'opened' ? content.content.applicant : null],
            [t('audit.record.purpose'), content.kind === 'opened' && content.content.purpose ? content.content.purpose : null],
            [t('audit.record.matter'), <Id key="matter" name={named.matter(use.matter.code)} id={use.matter.code} />],
            [t('audit.record.seal'), <Id key="seal" name={named.seal(use.seal)} id={use.seal} />],
            [t('audit.record.body'), <Id key="body" name={named.body(use.body)} id={use.body} />],
            [t('audit.record.division'), <Id key="division" name={named.division(use.division)} id={use.division} />],
            [t('audit.record.clerk'), <Id key="clerk" name={named.person(use.clerk)} id={use.clerk} />],
            [t('audit.record.custodian'), <Id key="custodian" name={named.person(use.custodian)} id={use.custodian} />],
            [t('audit.record.pages'), t('audit.record.pagesValue', { pages: use.pages.length, copies: use.copies })],
            [t('audit.record.filedAt'), time(use.filedAt)],
            [t('audit.record.machine'), use.authorised ? t('audit.record.machineValue', { ...use.authorised }) : null],
            [t('audit.record.window'), window ? t('audit.record.windowValue', window) : null],
            [t('audit.record.waiver'), waiver ? t('audit.record.waiverValue', waiver) : null],
          ]}
        />
      </section>
      <section className="card stack">
        <h2>{t('audit.record.decisions')}</h2>
        {steps.length === 0 ? <p className="soft">{t('audit.record.noDecision')}</p> : <Timeline steps={steps} />}
      </section>
    </>
  );
}

/** A name that a server told, and the id that the log holds. */
function Id({ name, id }: { readonly name: string; readonly id: string }) {
  return name === id ? (
    <span className="mono">{id}</span>
  ) : (
    <>
      {name} <span className="small soft mono">{id}</span>
    </>
  );
}
