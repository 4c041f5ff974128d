import { useEffect, useState } from 'react';
import { addressOf } from '../api/client.ts';
import type { Town } from '../api/types.ts';
import { useWords } from '../i18n/use-words.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { type CheckLine, Checks } from '../ui/Checks.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import type { DeviceReport } from './verify-record.ts';

interface Props {
  readonly code: string;
  readonly town: Town;
  readonly updatedAt: string;
}

/** Fetches proofs and checks them here; says what was verified, and what no device can know. */
export function DeviceCheck({ code, town, updatedAt }: Props) {
  const { t } = useWords();
  const [report, setReport] = useState<DeviceReport | null | 'running'>('running');
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` and `updatedAt` ask for another check
  useEffect(() => {
    let isCurrent = true;
    setReport('running');
    import('./verify-record.ts')
      .then(({ verifyRecord }) => verifyRecord(code, town))
      .catch(() => null) // the chunk did not arrive: shown as "could not be verified", with a retry
      .then((it) => isCurrent && setReport(it));
    return () => {
      isCurrent = false;
    };
  }, [code, town, updatedAt, round]);

  const isReady = report !== null && report !== 'running';
  const lines = isReady ? linesOf(report, t) : [];
  const hasFailed = lines.some((it) => !it.isPassed);
  return (
    <section className="card stack" aria-labelledby="device" aria-live="polite" data-testid="device-check">
      <h2 id="device">{t('verify.title')}</h2>
      {report === 'running' && <Waiting text={t('verify.running')} />}
      {report === null && (
        <Banner tone="wait" title={t('verify.unavailable')}>
          <Button onClick={() => setRound((n) => n + 1)}>{t('verify.again')}</Button>
        </Banner>
      )}
      {isReady && (
        <>
          {hasFailed ? <Banner tone="bad" role="alert" title={t('verify.failed')} /> : <p>{t('verify.passed')}</p>}
          <Checks lines={lines} />
          {report.receipt === null && <p>{t('verify.notYet')}</p>}
          {report.receipt?.isSample && <Banner tone="plain">{t('verify.sample')}</Banner>}
          {report.receipt && (
            <p>
              <a className="button" href={addressOf('/api/v1/public/records/:code/receipt', { code })} download={`${code.slice(0, 16)}.yzr.json`}>
                {t('record.receipt')}
              </a>
            </p>
          )}
        </>
      )}
      <h3>{t('verify.notKnown')}</h3>
      <ul className="bullets">
        <li>{t('verify.notKnownPaper')}</li>
        <li>{t('verify.notKnownInk')}</li>
        <li>{t('verify.notKnownKey')}</li>
      </ul>
    </section>
  );
}

function linesOf(report: DeviceReport, t: ReturnType<typeof useWords>['t']): readonly CheckLine[] {
  const { receipt } = report;
  const code = report.pageCode;
  return [
    ...(code === null ? [] : [{ id: 'page-code', text: t(code ? 'verify.pageCode' : 'verify.pageCodeFailed'), isPassed: code }]),
    { id: 'roster', text: t(report.roster ? 'verify.roster' : 'verify.rosterFailed'), isPassed: report.roster },
    ...(receipt?.checks.map(({ id, count, isPassed }) => ({ id, text: t(`verify.${id}`, { count, size: receipt.size }), isPassed })) ?? []),
  ];
}
