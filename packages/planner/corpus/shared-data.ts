import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder of data that may not live in the project: `shared/data/<name>` beside the checkout or above it; null where it is not. */
export function sharedData(name: string): string | null {
  const given = process.env.YINZHENG_SHARED;
  if (given !== undefined) return existsSync(join(given, name)) ? join(given, name) : null;
  for (let folder = import.meta.dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const found = join(folder, 'shared/data', name);
    if (existsSync(found)) return found;
  }
  console.warn(`SKIPPED 跳过: shared/data/${name} is not here (set YINZHENG_SHARED)`);
  return null;
}
