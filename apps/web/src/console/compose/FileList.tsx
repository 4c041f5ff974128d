import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';

interface Props {
  readonly files: readonly File[];
  readonly onRemove: (index: number) => void;
  readonly onMoveUp: (index: number) => void;
}

const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

export function FileList({ files, onRemove, onMoveUp }: Props) {
  const { t } = useWords();
  return (
    <ul className="files" aria-live="polite">
      {files.map((file, i) => (
        // the same file may be in the list twice
        <li key={i}>
          <span>
            {file.name}
            <span className="small soft"> {size(file.size)}</span>
          </span>
          {i > 0 && (
            <Button look="quiet" aria-label={t('newRequest.moveUp', { name: file.name })} onClick={() => onMoveUp(i)}>
              ↑
            </Button>
          )}
          <Button look="quiet" aria-label={t('newRequest.remove', { name: file.name })} onClick={() => onRemove(i)}>
            ✕
          </Button>
        </li>
      ))}
    </ul>
  );
}
