import { type ArchiveReport, vkeyOf } from '@yinzheng/ledger';
import { useWords } from '../i18n/use-words.ts';
import { Copied } from '../ui/Copied.tsx';
import { Facts } from '../ui/Facts.tsx';
import { namedBy } from './names.ts';
import type { ArchiveSource } from './protocol.ts';

/** What the archive is, and the three strings that are to be compared with paper. */
export function AboutArchive({ report, source }: { readonly report: ArchiveReport; readonly source: ArchiveSource }) {
  const { t, time } = useWords();
  const { manifest, audit, policy, opened, unseen } = report;
  if (!manifest) return null;
  const witnesses = audit?.log.checkpoint?.witnesses ?? [];
  const witnessed = witnesses.map(({ name, timeS }) => t('audit.witnessedAt', { name, at: time(new Date(timeS * 1000).toISOString()) }));
  return (
    <section className="card stack" aria-labelledby="about">
      <h2 id="about">{t('audit.about')}</h2>
      <Facts
        rows={[
          [t('audit.scope'), <Scope key="scope" report={report} />],
          [
            t('audit.counts'),
            t('audit.countsText', {
              uses: audit?.uses.length ?? 0,
              incidents: audit?.incidents.length ?? 0,
              journals: audit?.journals.length ?? 0,
              links: audit?.roster.length ?? 0,
              opened: opened.size,
            }),
          ],
          [t('audit.madeAt'), `${time(manifest.madeAt)} · ${manifest.madeBy}`],
          [t('audit.source'), manifest.source],
          [t('audit.log'), manifest.checkpoint.origin],
          [t('audit.witnesses'), witnessed.length > 0 ? witnessed.join('、') : t('audit.noWitness')],
        ]}
      />
      {policy?.logs.map(({ key }) => (
        <Copied key={key.id} label={t('audit.logKey')} value={vkeyOf(key)} />
      ))}
      {audit?.log.roster && <Copied label={t('audit.founding')} value={audit.log.roster.founding} />}
      <Copied label={t('audit.root')} value={manifest.checkpoint.root} />
      {report.digest && (
        <div className="stack tight">
          <Copied label={t('audit.digest')} value={report.digest} />
          <p className="small soft">{t('audit.digestHint')}</p>
        </div>
      )}
      <p className="small soft">
        {t('audit.from', {
          name: source.from === 'zip' ? source.file.name : source.from === 'folder' ? t('audit.openFolder') : t('audit.fromPage'),
        })}
      </p>
      {unseen.length > 0 && (
        <p className="small soft">
          {t('audit.ownCopy')} {t('audit.unseen')}
        </p>
      )}
    </section>
  );
}

function Scope({ report }: { readonly report: ArchiveReport }) {
  const { t, time } = useWords();
  const { manifest } = report;
  if (!manifest) return null;
  const { scope, checkpoint, entries } = manifest;
  if (scope.kind === 'whole') return t('audit.whole', { size: checkpoint.size });
  const named = namedBy(report);
  const parts = [
    scope.seals.length > 0 && t('audit.partOf.seals', { names: scope.seals.map(named.seal).join('、') }),
    scope.bodies.length > 0 && t('audit.partOf.bodies', { names: scope.bodies.map(named.body).join('、') }),
    scope.from && t('audit.partOf.from', { at: time(scope.from) }),
    scope.until && t('audit.partOf.until', { at: time(scope.until) }),
  ].filter(Boolean);
  return `${t('audit.part', { entries, size: checkpoint.size })}；${parts.join('；')}`;
}
