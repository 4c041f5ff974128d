import { type Bilingual, both } from '../language.ts';

/** Whether the file system (or a system call) says so, and no mistake of ours. */
export const isFileTrouble = (cause: unknown): cause is NodeJS.ErrnoException =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string';

/** What hinders reading or writing a file, in words that say what to do; the file system's own where it is something rare. */
export function fileTrouble(cause: NodeJS.ErrnoException): Bilingual {
  const path = cause.path ?? '';
  const known = WORDS[cause.code ?? '']?.(path);
  return known ?? both(`读写文件失败：${cause.message}`, `A file could not be read or written: ${cause.message}`);
}

const noRight = (path: string): Bilingual =>
  both(
    `没有权限读写“${path}”。请换一个文件夹，或请管理员授权。`,
    `“${path}” may not be read or written; use another folder, or ask for the right.`,
  );

const WORDS: Readonly<Record<string, (path: string) => Bilingual>> = {
  ENOENT: (path) => both(`没有“${path}”。请核对路径。`, `There is no “${path}”; check the path.`),
  ENOTDIR: (path) => both(`“${path}”不在文件夹里：路径上有一个是文件。`, `“${path}” is in no folder: something on its path is a file.`),
  EACCES: noRight,
  EPERM: noRight,
  EROFS: noRight,
  ENOSPC: () => both('磁盘满了，没有写完。', 'The disk is full; not everything was written.'),
};
