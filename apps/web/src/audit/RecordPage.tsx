import type { UseAccount } from '@yinzheng/ledger';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { saveFile } from '../ui/save-file.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { IncidentRow } from './IncidentsPage.tsx';
import { ProofChain } from './ProofChain.tsx';
import type { ShownRecord } from './protocol.ts';
import { RecordFacts } from './RecordFacts.tsx';
import { RecordImpressions } from './RecordImpressions.tsx';
import type { SeenArchive } from './seen.ts';
import type { Archive } from './use-archive.ts';

/** One record with everything that is known of it, and the whole chain of its proofs, checked once more as a receipt. */
export function RecordPage({ archive, request, report, named }: SeenArchive & { readonly archive: Archive; readonly request: string }) {
  const { t } = useWords();
  const use = report.audit?.uses.find((it) => it.request === request);
  const isKnown = use !== undefined;
  const { askRecord } = archive;
  useEffect(() => {
    if (isKnown) askRecord(request);
  }, [askRecord, request, isKnown]);
  const record = archive.record?.request === request ? archive.record : null;
  const incidents = report.audit?.incidents.filter((it) => it.request === request) ?? [];
  return (
    <article className="stack loose">
      <p className="no-print">
        <Link href="/uses">{t('audit.record.back')}</Link>
      </p>
      {!use && <p className="empty">{t('audit.record.notFound')}</p>}
      {use && (
        <>
          <h1>{t('audit.record.title', { number: use.recordNumber })}</h1>
          {record ? <RecordVerdict record={record} /> : <Waiting text={t('audit.record.checking')} />}
          {incidents.length > 0 && (
            <ul className="stack tight">
              {incidents.map((it) => (
                <IncidentRow key={`${it.index} ${it.kind}`} incident={it} report={report} named={named} isAlone />
              ))}
            </ul>
          )}
          <RecordFacts use={use} report={report} named={named} />
          <RecordImpressions use={use} report={report} archive={archive} named={named} />
          {record && <ProofChain record={record} />}
          {record && <Actions record={record} use={use} />}
        </>
      )}
    </article>
  );
}

function RecordVerdict({ record: { report, entries } }: { readonly record: ShownRecord }) {
  const { t, say } = useWords();
  if (report === null)
    return (
      <Banner tone="plain" title={t('audit.record.ended')} role="status">
        <p>{t('audit.record.endedText', { entries: entries.length })}</p>
      </Banner>
    );
  if (report.ok || report.isAwaitingWitnesses)
    return (
      <div data-testid="record-verified">
        <Banner tone={report.ok ? 'good' : 'wait'} title={t('audit.record.verified')} role="status">
          <p>{t('audit.record.verifiedText', { entries: entries.length })}</p>
        </Banner>
      </div>
    );
  return (
    <Banner tone="bad" title={t('audit.record.failed')} role="alert">
      <ul className="bullets">
        {report.problems.map((it) => (
          <li key={it.code + it.where}>
            {say(it)} <span className="small soft">{it.code}</span>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function Actions({ record, use }: { readonly record: ShownRecord; readonly use: UseAccount }) {
  const { t } = useWords();
  return (
    <div className="row no-print">
      {record.report && (
        <Button onClick={() => saveFile(`receipt-${use.request}.json`, record.receipt, 'application/json')}>
          {t('audit.record.receipt')}
        </Button>
      )}
      <Button onClick={() => print()}>{t('audit.record.print')}</Button>
    </div>
  );
}
