import { useWords } from '../i18n/use-words.ts';
import type { ShownEntry, ShownRecord } from './protocol.ts';

/** Each entry word for word, and what leads from it to the root. */
export function ProofChain({ record }: { readonly record: ShownRecord }) {
  const { t } = useWords();
  return (
    <section className="card stack chain" aria-labelledby="chain">
      <h2 id="chain">{t('audit.record.chain')}</h2>
      <p className="soft small">{t('audit.record.chainLead')}</p>
      <ol className="stack tight" data-testid="chain">
        {record.entries.map((it) => (
          <li key={it.index}>
            <details>
              <summary>{t('audit.record.entry', { index: it.index, kind: nameOf(it, (kind) => t(`audit.kind.${kind}`)) })}</summary>
              <pre className="keybox mono">{pretty(it.text)}</pre>
              <h3>{t('audit.record.proof')}</h3>
              <pre className="keybox mono">{it.proof}</pre>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

type Kind = 'roster' | 'filed' | 'decided' | 'authorised' | 'withdrawn' | 'recorded' | 'erased';

function nameOf({ kind, text }: ShownEntry, name: (kind: Kind) => string): string {
  const word = name(kind.slice(kind.indexOf('.') + 1).replace('signed', 'roster') as Kind);
  if (kind !== 'machine.recorded') return word;
  const { facts } = JSON.parse(text) as { readonly facts: { readonly type: string } };
  return `${word} ${facts.type}`;
}

const pretty = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);
