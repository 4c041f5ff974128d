import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The page that comes with this program: `npm run build` makes it. */
export const OWN_PAGE = join(import.meta.dirname, '../../../web/audit/dist/index.html');

/** Null when there is none. */
export const readPage = (path: string = OWN_PAGE): Promise<Uint8Array | null> => readFile(path).catch(() => null);
