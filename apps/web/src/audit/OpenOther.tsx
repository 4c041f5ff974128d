import { type DragEvent, type ReactNode, useId } from 'react';
import { useWords } from '../i18n/use-words.ts';
import type { ArchiveSource } from './protocol.ts';
import type { Archive } from './use-archive.ts';

/** Choosing a ZIP or a folder: another archive, or this one's files themselves. */
export function OpenOther({ archive }: { readonly archive: Archive }) {
  const { t } = useWords();
  const [zip, folder] = [useId(), useId()];
  return (
    <section className="card stack no-print" aria-labelledby="open-other">
      <h2 id="open-other">{t('audit.openTitle')}</h2>
      <p>{t('audit.openLead')}</p>
      <div className="row">
        <label className="button" htmlFor={zip}>
          {t('audit.openZip')}
        </label>
        <input
          id={zip}
          className="hidden"
          type="file"
          accept=".zip,application/zip"
          data-testid="open-zip"
          onChange={({ target }) => target.files?.[0] && archive.check({ from: 'zip', file: target.files[0] })}
        />
        <label className="button" htmlFor={folder}>
          {t('audit.openFolder')}
        </label>
        <input
          id={folder}
          className="hidden"
          type="file"
          data-testid="open-folder"
          {...{ webkitdirectory: '' }}
          onChange={({ target }) => target.files && target.files.length > 0 && archive.check(folderOf(target.files))}
        />
      </div>
    </section>
  );
}

const folderOf = (files: FileList): ArchiveSource => ({
  from: 'folder',
  files: [...files].map((file) => ({ path: file.webkitRelativePath, file })),
});

/** The whole page takes a ZIP or a folder that is dropped on it. */
export function DropTarget({ archive, children }: { readonly archive: Archive; readonly children: ReactNode }) {
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const entry = event.dataTransfer.items[0]?.webkitGetAsEntry();
    const file = event.dataTransfer.files[0];
    if (entry?.isDirectory) void readFolder(entry as FileSystemDirectoryEntry).then((files) => archive.check({ from: 'folder', files }));
    else if (file) archive.check({ from: 'zip', file });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by the two buttons
    <div className="audit" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      {children}
    </div>
  );
}

async function readFolder(folder: FileSystemDirectoryEntry): Promise<{ path: string; file: File }[]> {
  const reader = folder.createReader();
  const found: { path: string; file: File }[] = [];
  for (;;) {
    // A browser hands out a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const entry of some) {
      if (entry.isDirectory) found.push(...(await readFolder(entry as FileSystemDirectoryEntry)));
      else {
        const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
        found.push({ path: entry.fullPath.slice(1), file });
      }
    }
  }
}
