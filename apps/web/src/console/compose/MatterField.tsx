import type { Matter } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';
import { Field } from '../../ui/Field.tsx';

interface Props {
  readonly matters: readonly Matter[];
  readonly chosen: string;
  readonly isMissing: boolean;
  readonly onChoose: (code: string) => void;
}

/** Barred matters can be chosen too: that is how the clerk learns where to send the applicant. */
export function MatterField({ matters, chosen, isMissing, onChoose }: Props) {
  const { t } = useWords();
  const chosenMatter = matters.find((it) => it.code === chosen);
  const group = (kind: Matter['kind']) => matters.filter((it) => it.kind === kind);
  return (
    <>
      <Field label={t('newRequest.matter')} error={isMissing ? t('newRequest.choose', { field: t('newRequest.matter') }) : undefined}>
        {(control) => (
          <select {...control} value={chosen} onChange={(event) => onChoose(event.target.value)}>
            <option value="">{t('newRequest.matterChoose')}</option>
            <optgroup label={t('matters.open', { count: group('open').length })}>
              {group('open').map((it) => (
                <option key={it.code} value={it.code}>
                  {it.name}
                </option>
              ))}
            </optgroup>
            <optgroup label={t('matters.barred', { count: group('barred').length })}>
              {group('barred').map((it) => (
                <option key={it.code} value={it.code}>
                  {it.name}
                </option>
              ))}
            </optgroup>
          </select>
        )}
      </Field>
      {chosenMatter?.kind === 'open' && (
        <div className="banner plain">
          <div>
            <strong>{t('matters.basis')}</strong> {chosenMatter.basis}
          </div>
          <div>
            <strong>{t('matters.materials')}</strong> {chosenMatter.materials.join('、') || t('matters.noMaterials')}
          </div>
        </div>
      )}
    </>
  );
}
