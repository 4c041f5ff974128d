import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Check, fail, pass } from '@yinzheng/ledger';

/**
 * Takes a folder for this process alone: two mirrors on one would each cosign what the other has not seen, and so two histories. The system
 * lets go of it with the process, however that ends. Answers with what lets go of it before. Refuses with `cli/in-use` {path}.
 */
export function holdFolder(folder: string): Check<() => void> {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    lock.exec('begin exclusive');
    return pass(() => lock.close());
  } catch (cause) {
    lock.close();
    if ((cause as { readonly errcode?: number }).errcode === SQLITE_BUSY) return fail('cli/in-use', { path: folder });
    throw cause;
  }
}

const SQLITE_BUSY = 5;
