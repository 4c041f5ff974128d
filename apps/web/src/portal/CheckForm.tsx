import { type SyntheticEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { recordCodeOf } from './record-code.ts';
import { canScan, ScanDialog } from './ScanDialog.tsx';

/** Leads to the record check by number, link or camera. */
export function CheckForm() {
  const { t } = useWords();
  const [, go] = useLocation();
  const [entered, setEntered] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [isScanning, setIsScanning] = useState(false);

  const open = (text: string): boolean => {
    const code = recordCodeOf(text);
    setIsMissing(code === null);
    if (code) go(`/v/${code}`);
    return code !== null;
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    open(entered);
  };

  return (
    <section className="card stack" aria-labelledby="check">
      <h2 id="check">{t('town.checkTitle')}</h2>
      <p>{t('town.checkHint')}</p>
      <form className="stack" onSubmit={submit} noValidate>
        <Field label={t('town.codeLabel')} error={isMissing ? t('town.codeNeeded') : undefined}>
          {(control) => (
            <input
              {...control}
              value={entered}
              onChange={(event) => setEntered(event.target.value)}
              placeholder={t('town.codePlaceholder')}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={600}
            />
          )}
        </Field>
        <div className="row">
          <Button type="submit" look="primary">
            {t('town.check')}
          </Button>
          {canScan() && <Button onClick={() => setIsScanning(true)}>{t('town.scan')}</Button>}
        </div>
      </form>
      {isScanning && (
        <ScanDialog
          onClose={() => setIsScanning(false)}
          onRead={(text) => {
            if (open(text)) setIsScanning(false);
          }}
        />
      )}
    </section>
  );
}
