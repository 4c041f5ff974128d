import { useWords } from '../i18n/use-words.ts';

/** What the check proves and what it cannot, and how to check the page itself. */
export function ProofPage() {
  const { t } = useWords();
  return (
    <div className="stack loose">
      <h1>{t('audit.proof.title')}</h1>
      <section className="card stack">
        <h2>{t('audit.proof.can')}</h2>
        <p className="small soft">{t('audit.proof.canIf')}</p>
        <ul className="checks">
          {(['can1', 'can2', 'can3', 'can4'] as const).map((it) => (
            <li key={it} className="good">
              <span className="mark" aria-hidden="true">
                ✓
              </span>
              <span>{t(`audit.proof.${it}`)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card stack">
        <h2>{t('audit.proof.cannot')}</h2>
        <ul className="bullets stack tight">
          {(['cannot1', 'cannot2', 'cannot3', 'cannot4', 'cannot5'] as const).map((it) => (
            <li key={it}>{t(`audit.proof.${it}`)}</li>
          ))}
        </ul>
      </section>
      <section className="card stack">
        <h2>{t('audit.proof.pageTitle')}</h2>
        <p>{t('audit.proof.pageLead')}</p>
        <ol className="numbers stack">
          <li>
            <p>{t('audit.proof.page1')}</p>
            <pre className="keybox mono">certutil -hashfile index.html SHA256</pre>
          </li>
          <li>
            <p>{t('audit.proof.page2')}</p>
          </li>
          <li>
            <p>{t('audit.proof.page3')}</p>
            <pre className="keybox mono">{`yinzheng verify archive.zip --key ${t('audit.proof.key')}`}</pre>
          </li>
        </ol>
      </section>
      <p className="small soft">{t('audit.proof.columns')}</p>
    </div>
  );
}
