import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of data that may not live in the project: `YINZHENG_SHARED`, or `shared/data` beside the checkout. */
const folder = process.env.YINZHENG_SHARED ?? join(import.meta.dirname, '../../../shared/data');

/** The path of a shared data set, or null, said aloud, where it is not at hand. CI has it. */
export function sharedData(name: string): string | null {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  console.warn(`SKIPPED 跳过: ${path} is not here (set YINZHENG_SHARED)`);
  return null;
}
