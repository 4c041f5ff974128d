import { useEffect } from 'react';
import { Link } from 'wouter';
import { call } from '../api/client.ts';
import type { Town } from '../api/types.ts';
import { type Loaded, useAnswer } from '../api/use-answer.ts';
import { useWords } from '../i18n/use-words.ts';
import { ErasedBanner } from '../ui/ErasedBanner.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { SampleBanner } from '../ui/SampleBanner.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { DeviceCheck } from './DeviceCheck.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { RecordTimeline } from './RecordTimeline.tsx';
import { RecordVerdict } from './RecordVerdict.tsx';
import { SheetCheck } from './sheet/SheetCheck.tsx';
import { VerdictCard } from './VerdictCard.tsx';
import { verdictOf } from './verdict.ts';

const LOOK_AGAIN_MS = 10_000;

/** What the QR on a printed page opens: first the verdict, then what is registered, then what this device verified. */
export function RecordPage({ code, town }: { readonly code: string; readonly town: Loaded<Town> }) {
  const { t, time } = useWords();
  const record = useAnswer(`record ${code}`, () => call('GET /api/v1/public/records/:code', { params: { code } }));
  const it = record.value;
  const isAwaiting = it !== null && it.ledger.index >= 0 && !it.ledger.isWitnessed;
  const { reload, isLoading } = record;
  // Witnesses may be back at any moment; who waits on this page need not touch it.
  useEffect(() => {
    if (!isAwaiting || isLoading) return;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isAwaiting, isLoading, reload]);
  const isGenuine = it !== null && verdictOf(it).kind !== 'wrongCode';
  const isUnknown = record.problem?.code === 'request/unknown' || record.problem?.code === 'message/malformed';
  return (
    <div className="stack loose">
      <h1 className="hidden">{t('record.title')}</h1>
      {!it && record.isLoading && <Waiting />}
      {isUnknown && <VerdictCard tone="bad" kind="unknown" title={t('record.unknown')} text={t('record.unknownText')} />}
      {record.problem && !isUnknown && <ProblemNotice problem={record.problem} onRetry={record.reload} />}
      {it && (
        <>
          {it.isSample && !town.value?.isSample && <SampleBanner of="record" />}
          <RecordVerdict record={it} />
          {isGenuine && it.erased && <ErasedBanner erased={it.erased} />}
          {/* A forged code must not borrow the looks of a true record. */}
          {isGenuine && <SheetCheck record={it.code} />}
          {isGenuine && <RecordFacts record={it} />}
          {isGenuine && <RecordTimeline record={it} />}
          {isGenuine && town.value && <DeviceCheck code={code} town={town.value} record={it} />}
          <p className="soft small">
            {t('record.privacy')}
            {it.ledger.checkpointAt && ` ${t('record.checkpointAt', { at: time(it.ledger.checkpointAt) })}`}
          </p>
        </>
      )}
      <p className="no-print">
        <Link href="/" className="button">
          {t('record.checkAnother')}
        </Link>
      </p>
    </div>
  );
}
