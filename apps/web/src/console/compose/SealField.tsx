import type { Seal } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';

interface Props {
  readonly seals: readonly Seal[];
  readonly chosen: string;
  readonly isMissing: boolean;
  readonly onChoose: (seal: string) => void;
}

export function SealField({ seals, chosen, isMissing, onChoose }: Props) {
  const { t } = useWords();
  const noteOf = (seal: Seal): string => {
    if (seal.state !== 'in-use') return t(`newRequest.sealNotInUse.${seal.state}`);
    if (!seal.machine) return t('newRequest.noMachine');
    const where = t('newRequest.machineOf', { machine: seal.machine.name, sleeve: seal.machine.sleeve });
    return seal.machine.isOnline ? where : `${where} · ${t('newRequest.sealOffline')}`;
  };
  return (
    <fieldset className="field" aria-invalid={isMissing}>
      <legend className="legend">{t('newRequest.seal')}</legend>
      <div className="choices">
        {seals.map((seal) => (
          <label key={seal.id} className="choice">
            <input
              type="radio"
              name="seal"
              value={seal.id}
              checked={chosen === seal.id}
              disabled={seal.state !== 'in-use'}
              onChange={() => onChoose(seal.id)}
            />
            <span>
              <strong>{seal.name}</strong>
              <span className="small soft">{noteOf(seal)}</span>
            </span>
          </label>
        ))}
      </div>
      {isMissing && (
        <span className="error" role="alert">
          {t('newRequest.choose', { field: t('newRequest.seal') })}
        </span>
      )}
    </fieldset>
  );
}
