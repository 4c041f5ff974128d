import { useWords } from '../i18n/use-words.ts';
import { Banner } from '../ui/Banner.tsx';
import { SampleBanner } from '../ui/SampleBanner.tsx';
import { AboutArchive } from './AboutArchive.tsx';
import { OpenOther } from './OpenOther.tsx';
import { Problems } from './Problems.tsx';
import { TrustForm } from './TrustForm.tsx';
import type { Archive } from './use-archive.ts';
import { Verdict, verdictOf } from './Verdict.tsx';

export function VerdictPage({ archive }: { readonly archive: Archive }) {
  const { t } = useWords();
  const { report, failure, source, told } = archive;
  const isUnreadable = report !== null && verdictOf(report) === 'unreadable';
  return (
    <div className="stack loose">
      {report === null && failure === null && <Checking archive={archive} />}
      {failure !== null && (
        <Banner tone="bad" title={t('audit.failed', { detail: failure })} role="alert">
          <p>{t('audit.unreadableText')}</p>
        </Banner>
      )}
      {report && <Verdict report={report} />}
      {report?.audit?.uses.some(({ isSample }) => isSample) && <SampleNotice />}
      {report && !isUnreadable && <Problems report={report} />}
      {report && !isUnreadable && (
        <Banner tone={report.isOwnPolicy ? 'wait' : 'plain'}>
          <p>
            {report.isOwnPolicy ? t('audit.ownTrust') : t('audit.toldTrust')}
            {report.isOwnPolicy && report.manifest?.trust === 'server' && ` ${t('audit.ownTrustServer')}`}
          </p>
        </Banner>
      )}
      {report?.manifest && <AboutArchive report={report} source={source} />}
      {report?.manifest && <TrustForm archive={archive} told={told} />}
      {(report || failure !== null) && <OpenOther archive={archive} />}
    </div>
  );
}

function SampleNotice() {
  return <SampleBanner of="record" />;
}

function Checking({ archive: { progress } }: { readonly archive: Archive }) {
  const { t } = useWords();
  const share = progress && progress.all > 0 ? progress.done / progress.all : null;
  const text =
    progress === null
      ? t('audit.checking')
      : t(progress.of === 'entries' ? 'audit.checkingEntries' : 'audit.checkingFiles', { done: progress.done, of: progress.all });
  return (
    <section className="card stack" data-testid="checking">
      <p role="status">{text}</p>
      <progress aria-label={t('audit.checking')} {...(share === null ? {} : { value: share })} max={1} />
      <p className="soft">{t('audit.lead')}</p>
    </section>
  );
}
