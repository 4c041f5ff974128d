import type { Town } from '../api/types.ts';
import type { Loaded } from '../api/use-answer.ts';
import { useWords } from '../i18n/use-words.ts';
import { Loading } from '../ui/Loading.tsx';
import { CheckForm } from './CheckForm.tsx';
import { LedgerFacts } from './LedgerFacts.tsx';
import { MatterCatalogue } from './MatterCatalogue.tsx';
import { SheetCheck } from './sheet/SheetCheck.tsx';

/** The town's page: check a sheet, see what may be stamped, know the ledger's key. */
export function TownPage({ town }: { readonly town: Loaded<Town> }) {
  const { t } = useWords();
  const steps = [t('town.how1'), t('town.how2'), t('town.how3'), t('town.how4')];
  return (
    <div className="stack loose">
      <div className="stack tight">
        <h1>{t('town.title', { town: town.value?.name ?? t('app.name') })}</h1>
        <p>{t('town.lead')}</p>
      </div>
      <CheckForm />
      <SheetCheck record={null} />
      <MatterCatalogue />
      <section className="card stack" aria-labelledby="how">
        <h2 id="how">{t('town.howTitle')}</h2>
        <ol className="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <Loading of={town}>{(it) => <LedgerFacts town={it} />}</Loading>
    </div>
  );
}
