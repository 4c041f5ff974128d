import type { SheetAnswer } from '@yinzheng/contract';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../api/answer.ts';
import { upload } from '../../api/upload.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { readyPhoto } from './ready-photo.ts';
import { SheetResult } from './SheetResult.tsx';
import './sheet.css';

type Stage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'done'; readonly answer: Answer<SheetAnswer>; readonly photo: string };

const KINDS = 'image/jpeg,image/png,image/webp';

/** Photograph the paper in one's hand and see whether it is the approved page. The photo stays in this browser but for the check. */
export function SheetCheck({ record }: { readonly record: string | null }) {
  const { t } = useWords();
  const [stage, setStage] = useState<Stage>({ kind: 'idle' });
  const camera = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLDivElement>(null);
  const shown = stage.kind === 'done' ? stage.photo : null;
  useEffect(() => () => (shown === null ? undefined : URL.revokeObjectURL(shown)), [shown]);
  useEffect(() => {
    if (stage.kind === 'done') result.current?.focus();
  }, [stage.kind]);

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = ''; // the same photo may be chosen again
    if (!file) return;
    setStage({ kind: 'sending', share: 0 });
    const photo = await readyPhoto(file);
    const onProgress = (share: number) => setStage({ kind: 'sending', share });
    const answer = await upload('POST /api/v1/public/sheet-checks', {}, [photo], { onProgress });
    setStage({ kind: 'done', answer, photo: URL.createObjectURL(photo) });
  };
  // A desk's camera does not look at the desk.
  const hasCamera = navigator.maxTouchPoints > 0;
  const isBusy = stage.kind === 'sending';
  const isAgain = stage.kind === 'done';
  return (
    <section className="card stack no-print" aria-labelledby="sheet" data-testid="sheet-check">
      <h2 id="sheet">{t('sheet.title')}</h2>
      <p>{t('sheet.lead')}</p>
      <ul className="tips">
        <li>{t('sheet.tipLight')}</li>
        <li>{t('sheet.tipCorners')}</li>
        <li>{t('sheet.tipKept')}</li>
      </ul>
      <input ref={camera} type="file" accept={KINDS} capture="environment" hidden onChange={choose} data-testid="sheet-camera" />
      <input ref={picker} type="file" accept={KINDS} hidden onChange={choose} data-testid="sheet-photo" />
      <div className="row">
        {hasCamera && (
          <Button look="primary" disabled={isBusy} onClick={() => camera.current?.click()}>
            {t(isAgain ? 'sheet.cameraAgain' : 'sheet.camera')}
          </Button>
        )}
        <Button look={hasCamera ? 'plain' : 'primary'} disabled={isBusy} onClick={() => picker.current?.click()}>
          {t(isAgain ? 'sheet.chooseAgain' : 'sheet.choose')}
        </Button>
      </div>
      <div role="status">
        {isBusy && (
          <div className="stack tight">
            <p>{t(stage.share < 1 ? 'sheet.sending' : 'sheet.checking')}</p>
            {stage.share < 1 ? (
              <progress max={1} value={stage.share} aria-label={t('sheet.sending')} />
            ) : (
              <progress aria-label={t('sheet.checking')} />
            )}
          </div>
        )}
      </div>
      {stage.kind === 'done' && (
        <div className="stack sheet-result" ref={result} tabIndex={-1}>
          {stage.answer.ok ? (
            <SheetResult answer={stage.answer.value} photo={stage.photo} lookingAt={record} />
          ) : (
            <ProblemNotice problem={stage.answer.problem} />
          )}
        </div>
      )}
    </section>
  );
}
