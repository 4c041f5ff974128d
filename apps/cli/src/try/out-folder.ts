import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Evidence {
  readonly receipt: Uint8Array;
  readonly logKey: string;
  /** Fixed pages as approved, one-page PDFs, in order. */
  readonly pages: readonly Uint8Array[];
  /** Photographs after each press, by what they show. */
  readonly photos: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** The photographed pages as one PDF. */
  readonly stamped: Uint8Array;
}

/** Writes a folder that `yinzheng verify` checks by itself. It appears whole or not at all; what an earlier run left under the name is replaced. */
export async function writeEvidence(folder: string, it: Evidence): Promise<void> {
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(path.join(making, 'pages'), { recursive: true });
  await mkdir(path.join(making, 'photos'));
  const digits = String(it.pages.length).length;
  const files: readonly (readonly [string, Uint8Array | string])[] = [
    ['receipt.json', it.receipt],
    ['log.vkey', `${it.logKey}\n`],
    ['stamped.pdf', it.stamped],
    ...it.pages.map((bytes, at) => [`pages/page-${String(at + 1).padStart(Math.max(2, digits), '0')}.pdf`, bytes] as const),
    ...it.photos.map(({ name, bytes }) => [`photos/${name}.jpg`, bytes] as const),
  ];
  for (const [name, bytes] of files) await writeFile(path.join(making, name), bytes);
  await rm(folder, { recursive: true, force: true });
  await rename(making, folder);
}

/**
 * Where the evidence of one file goes: `parent` itself when it is the only one, else a folder of its name in it.
 * Only a folder that does not exist, is empty or holds a receipt of an earlier run is written over.
 */
export async function folderFor(parent: string, source: string, isOnly: boolean): Promise<string> {
  if (isOnly && (await isOurs(parent))) return parent;
  await mkdir(parent, { recursive: true });
  const stem =
    path
      .parse(source)
      .name.replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .slice(0, 60) || 'document';
  const folder = path.join(parent, stem);
  return (await isOurs(folder)) ? folder : `${folder}-${Date.now()}`;
}

async function isOurs(folder: string): Promise<boolean> {
  const inside = await readdir(folder).catch(() => []);
  return inside.length === 0 || inside.includes('receipt.json');
}
