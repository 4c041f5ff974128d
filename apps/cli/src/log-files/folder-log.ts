import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogFiles } from '@yinzheng/ledger';

/** What is there under no such name, or under a name that is a folder, is no file. */
const ABSENT: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** The log whose files lie in a folder. */
export const folderLog = (folder: string): LogFiles => ({
  async read(path) {
    try {
      return await readFile(join(folder, path));
    } catch (cause) {
      if (ABSENT.has((cause as NodeJS.ErrnoException).code)) return null;
      throw cause;
    }
  },
});
