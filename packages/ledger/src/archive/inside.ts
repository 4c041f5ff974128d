import { text } from '../encoding.ts';
import type { LogFiles } from '../log-check/log-files.ts';
import type { ArchiveFiles } from './archive-files.ts';

/** Where in an archive is what. */
export const ARCHIVE_PATHS = {
  page: 'index.html',
  manifest: 'manifest.json',
  names: 'names.json',
  policy: 'trust/log.policy',
  log: 'log/',
  part: 'proven/',
  opened: 'opened/',
} as const;

/** The log's files inside the archive. */
export const logIn = (files: Pick<ArchiveFiles, 'read'>): LogFiles => ({ read: (path) => files.read(`${ARCHIVE_PATHS.log}${path}`) });

/** The chosen entries inside the archive, file by file. */
export async function* linesIn(
  files: Pick<ArchiveFiles, 'read'>,
  paths: Iterable<string>,
): AsyncGenerator<{ readonly text: string; readonly where: string }> {
  for (const path of [...paths].filter((it) => it.startsWith(ARCHIVE_PATHS.part))) {
    const bytes = await files.read(path);
    const lines = bytes ? readable(bytes).split('\n') : [''];
    if (lines.pop() !== '') yield { text: '', where: path }; // cut off: what is no line says so
    for (const line of lines) yield { text: line, where: path };
  }
}

/** Text of a file; empty for what is not UTF-8, which is none of ours. */
export function readable(bytes: Uint8Array): string {
  try {
    return text(bytes);
  } catch {
    return '';
  }
}
