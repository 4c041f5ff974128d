import type { PublicRecord } from '@yinzheng/contract';
import { useWords } from '../i18n/use-words.ts';
import { Facts } from '../ui/Facts.tsx';
import { StateBadge } from '../ui/StateBadge.tsx';

export function RecordFacts({ record }: { readonly record: PublicRecord }) {
  const { t } = useWords();
  const { page, pages } = record;
  return (
    <section className="card stack" aria-labelledby="facts">
      <div className="row spread">
        <h2 id="facts">{t('record.facts')}</h2>
        <StateBadge state={record.state} />
      </div>
      <Facts
        rows={[
          [t('record.number'), <strong key="code">{record.code}</strong>],
          [t('record.page'), page ? t('record.pageValue', { page: page.page, pages }) : t('record.pagesValue', { pages })],
          [t('record.copies'), t('record.copiesValue', { copies: record.copies })],
          [t('record.seal'), record.seal],
          [t('record.body'), record.body],
          [t('record.division'), record.division],
          [t('record.matter'), record.matter.name],
          [t('record.basis'), record.matter.basis],
          ...(record.ledger.index >= 0 && !record.ledger.isWitnessed ? [[t('ledger.witnessing'), t('ledger.awaiting')] as const] : []),
          [t('ledger.index'), record.ledger.index < 0 ? t('ledger.indexWaiting') : `${record.ledger.index} / ${record.ledger.size}`],
        ]}
      />
    </section>
  );
}
