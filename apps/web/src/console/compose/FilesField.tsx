import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { movedUp } from './draft.ts';
import { FileList } from './FileList.tsx';

interface Props {
  readonly files: readonly File[];
  readonly isMissing: boolean;
  readonly onChange: (files: readonly File[]) => void;
}

/** The server recognises files by content; this list only helps the file picker. */
const OFFERED =
  'application/pdf,image/jpeg,image/png,image/webp,image/tiff,image/heic,image/heif,.doc,.docx,.wps,.odt,.rtf,.xls,.xlsx,.et,.ods,.ppt,.pptx,.dps,.odp';

/** Files by picker, camera or drop; joined in the order shown. */
export function FilesField({ files, isMissing, onChange }: Props) {
  const { t } = useWords();
  const [isOver, setIsOver] = useState(false);
  const add = (more: globalThis.FileList | null) => onChange([...files, ...(more ?? [])]);
  const picker = (label: string, testId: string, isCamera: boolean) => (
    <label className={`button ${isCamera ? 'only-touch' : ''}`}>
      {label}
      <input
        className="hidden"
        type="file"
        accept={isCamera ? 'image/*' : OFFERED}
        multiple={!isCamera}
        {...(isCamera ? { capture: 'environment' as const } : {})}
        aria-invalid={isMissing}
        aria-describedby="files-hint"
        data-testid={testId}
        onChange={(event) => {
          add(event.target.files);
          // Choosing the same file again must count as a change.
          event.target.value = '';
        }}
      />
    </label>
  );
  return (
    <section className="card stack" aria-labelledby="step-3">
      <h2 id="step-3">{t('newRequest.filesStep')}</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the pickers inside do the same by keyboard */}
      <div
        className={`drop ${isOver ? 'over' : ''} ${isMissing ? 'wrong' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          add(event.dataTransfer.files);
        }}
      >
        <span className="only-mouse">{t('newRequest.filesDrop')}</span>
        <div className="row">
          {picker(t('newRequest.filesChoose'), 'upload', false)}
          {picker(t('newRequest.camera'), 'camera', true)}
        </div>
        <span className="small soft" id="files-hint">
          {t('newRequest.filesHint')}
        </span>
      </div>
      {isMissing && (
        <p className="field">
          <span className="error" role="alert">
            {t('newRequest.filesNeeded')}
          </span>
        </p>
      )}
      <FileList
        files={files}
        onRemove={(index) => onChange(files.filter((_, i) => i !== index))}
        onMoveUp={(index) => onChange(movedUp(files, index))}
      />
    </section>
  );
}
