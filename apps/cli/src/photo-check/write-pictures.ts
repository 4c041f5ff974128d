import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PhotoFinding } from './check-photos.ts';

/** Writes a picture for each checked sheet, approved page and sheet beside each other; where they lie, by the finding's place. Rejects when the folder cannot be written. */
export async function writePictures(folder: string, findings: readonly PhotoFinding[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const { path, sheet, sheets, found } of findings) {
    if (found.kind !== 'checked' || !found.report.sideBySide) continue;
    const name = basename(path).replace(/\.[^.]*$/, '');
    const to = join(folder, `${name}${sheets > 1 ? `-${sheet}` : ''}-page-${found.page}.webp`);
    await writeFile(to, found.report.sideBySide);
    written.push(to);
  }
  return written;
}
