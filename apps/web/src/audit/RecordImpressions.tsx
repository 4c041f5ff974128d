import type { Digest, ImpressionFacts, UseAccount } from '@yinzheng/ledger';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { evidenceIn } from '../ui/evidence.ts';
import type { SeenArchive } from './seen.ts';
import type { Archive } from './use-archive.ts';

type Props = { readonly use: UseAccount; readonly archive: Archive } & Pick<SeenArchive, 'report' | 'named'>;

/** Every impression with its photographs, and the very pages; where a file is not in the archive, its digest. */
export function RecordImpressions({ use, report, archive, named }: Props) {
  const { t } = useWords();
  const opened = report.opened.get(use.request);
  return (
    <>
      <section className="card stack">
        <h2>{t('audit.record.impressions')}</h2>
        {use.impressions.length === 0 && <p className="soft">{t('audit.record.noImpression')}</p>}
        <ol className="stack" data-testid="impressions">
          {use.impressions.map((it) => (
            <Impression key={it.n} impression={it} photos={opened?.photos ?? new Map()} archive={archive} named={named} />
          ))}
        </ol>
      </section>
      <section className="card stack">
        <h2>{t('audit.record.files')}</h2>
        <ol className="stack tight">
          {use.pages.map((digest, at) => (
            <li key={digest} className="file">
              <Page number={at + 1} path={opened?.pages.get(at + 1)} archive={archive} />
              <span className="small soft mono">{digest}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

interface ImpressionProps {
  readonly impression: ImpressionFacts;
  readonly photos: ReadonlyMap<Digest, string>;
  readonly archive: Archive;
  readonly named: SeenArchive['named'];
}

function Impression({ impression, photos, archive, named }: ImpressionProps) {
  const { t, time } = useWords();
  const { n, page, copy, outcome, at, before, after, cleared, evidence } = impression;
  return (
    <li className="stack tight impression" data-outcome={outcome}>
      <span>
        {t('audit.record.impression', { n, page, copy, outcome: t(`audit.outcome.${outcome}`) })}{' '}
        <time className="small soft" dateTime={at}>
          {time(at)}
        </time>
      </span>
      {cleared && <span className="small">{t('audit.record.cleared', { person: named.person(cleared.by), at: time(cleared.at) })}</span>}
      {evidence && <span className="small soft">{evidenceIn(t, evidence)}</span>}
      <div className="photos">
        <Photo label={t('audit.record.before')} digest={before} path={photos.get(before)} archive={archive} />
        {after !== undefined && <Photo label={t('audit.record.after')} digest={after} path={photos.get(after)} archive={archive} />}
      </div>
    </li>
  );
}

interface PhotoProps {
  readonly label: string;
  readonly digest: Digest;
  readonly path: string | undefined;
  readonly archive: Archive;
}

function Photo({ label, digest, path, archive }: PhotoProps) {
  const { t } = useWords();
  const url = useFileUrl(archive, path);
  return (
    <figure>
      {url && <img src={url} alt={label} loading="lazy" />}
      <figcaption className="small soft">
        {label}
        {path === undefined && ` · ${t('audit.record.photoMissing')}`}
        <span className="mono">{digest}</span>
      </figcaption>
    </figure>
  );
}

function Page({ number, path, archive }: { readonly number: number; readonly path: string | undefined; readonly archive: Archive }) {
  const { t } = useWords();
  const url = useFileUrl(archive, path);
  if (path === undefined) return <span>{`${t('audit.record.page', { page: number })} · ${t('audit.record.pageMissing')}`}</span>;
  return url ? (
    <a href={url} target="_blank" rel="noreferrer">
      {t('audit.record.openPage', { page: number })}
    </a>
  ) : (
    <span>{t('audit.record.page', { page: number })}</span>
  );
}

/** The address of a checked file while it is shown. */
function useFileUrl({ fileUrl }: Archive, path: string | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    if (path !== undefined)
      void fileUrl(path).then((it) => {
        made = it;
        if (isGone && it) URL.revokeObjectURL(it);
        else setUrl(it);
      });
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [fileUrl, path]);
  return url;
}
