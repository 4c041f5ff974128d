import { type ChangeEvent, useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import type { Machine } from '../../api/types.ts';
import { upload } from '../../api/upload.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

interface Props {
  readonly seal: Machine['seals'][number];
  readonly mayFile: boolean;
  readonly onFiled: () => void;
}

/** A seal in its sleeve with its filed imprint; an administrator files another by choosing a picture. */
export function SealImprint({ seal, mayFile, onFiled }: Props) {
  const { t } = useWords();
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [isSending, setIsSending] = useState(false);
  const file = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [picture] = target.files ?? [];
    if (!picture) return;
    setIsSending(true);
    const answer = await upload('POST /api/v1/seal-imprints', { seal: seal.seal }, [picture]);
    setIsSending(false);
    target.value = '';
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) onFiled();
  };
  return (
    <li className="row imprint" data-seal={seal.seal}>
      {seal.imprint ? (
        <img src={seal.imprint} alt={t('machines.imprintOf', { seal: seal.name })} loading="lazy" width="72" height="72" />
      ) : (
        <span className="badge wait">{t('machines.noImprint')}</span>
      )}
      <span className="stack tight">
        <span>{t('machines.sleeve', { sleeve: seal.sleeve, seal: seal.name })}</span>
        {mayFile && (
          <label className="small">
            {t(seal.imprint ? 'machines.replaceImprint' : 'machines.fileImprint')}{' '}
            <input type="file" accept="image/jpeg,image/png,image/webp" onChange={(event) => void file(event)} disabled={isSending} />
          </label>
        )}
        {problem && <ProblemNotice problem={problem} />}
      </span>
    </li>
  );
}
