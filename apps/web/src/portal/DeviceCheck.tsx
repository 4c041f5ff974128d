import type { PublicRecord } from '@yinzheng/contract';
import { useEffect, useState } from 'react';
import { addressOf } from '../api/client.ts';
import type { Town } from '../api/types.ts';
import { useWords } from '../i18n/use-words.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checks } from '../ui/Checks.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { linesOf } from './report-lines.ts';
import type { DeviceReport, NoReport } from './verify-record.ts';

interface Props {
  readonly code: string;
  readonly town: Town;
  readonly record: PublicRecord;
}

const isAwaiting = (report: DeviceReport | NoReport | 'running'): boolean =>
  typeof report === 'object' && report.receipt?.isAwaitingWitnesses === true;

/** Fetches proofs and checks them here; says what was verified, and what no device can know. */
export function DeviceCheck({ code, town, record }: Props) {
  const { t, say } = useWords();
  const [report, setReport] = useState<DeviceReport | NoReport | 'running'>('running');
  const [round, setRound] = useState(0);
  // Changes when anything was added: the receipt is then another one.
  const version = `${record.state} ${record.ledger.index} ${record.ledger.isWitnessed}`;

  // `round` and `version` ask for another check.
  useEffect(() => {
    let isCurrent = true;
    // What waits for its witnesses stays in view while we look again.
    setReport((was) => (isAwaiting(was) ? was : 'running'));
    import('./verify-record.ts')
      .then(({ verifyRecord }) => verifyRecord(code, town, record))
      .catch(() => 'unavailable' as const) // the chunk did not arrive: shown as "could not be verified", with a retry
      .then((it) => isCurrent && setReport(it));
    return () => {
      isCurrent = false;
    };
  }, [code, town, version, round]);

  const isReady = typeof report === 'object';
  const lines = isReady ? linesOf(report, t, say) : [];
  const hasFailed = lines.some((it) => !it.isPassed);
  return (
    <section className="card stack" aria-labelledby="device" aria-live="polite" data-testid="device-check">
      <h2 id="device">{t('verify.title')}</h2>
      {report === 'running' && <Waiting text={t('verify.running')} />}
      {report === 'unsupported' && <Banner tone="wait" title={t('verify.unsupported')} />}
      {report === 'unavailable' && (
        <Banner tone="wait" title={t('verify.unavailable')}>
          <Button onClick={() => setRound((n) => n + 1)}>{t('verify.again')}</Button>
        </Banner>
      )}
      {isReady && (
        <>
          {hasFailed ? <Banner tone="bad" role="alert" title={t('verify.failed')} /> : <p>{t('verify.passed')}</p>}
          <Checks lines={lines} />
          {report.marks.map((it) => (
            <Banner key={it.en} tone="wait" title={say(it)} />
          ))}
          {report.receipt === null && <p>{t('verify.notYet')}</p>}
          {report.receipt?.isAwaitingWitnesses && (
            <Banner tone="wait" role="status" title={t('verify.awaiting')}>
              <p>{t('verify.awaitingText')}</p>
              <Button onClick={() => setRound((n) => n + 1)}>{t('verify.again')}</Button>
            </Banner>
          )}
          {report.receipt?.isSample && <Banner tone="plain">{t('verify.sample')}</Banner>}
          {report.receipt && (
            <p>
              <a
                className="button"
                href={addressOf('/api/v1/public/records/:code/receipt', { code })}
                download={`${code.slice(0, 16)}.yzr.json`}
              >
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
