import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cannotWrite } from './problems.ts';

export interface Evidence {
  readonly receipt: Uint8Array;
  readonly logKey: string;
  /** Whom to trust: c2sp.org/tlog-policy. */
  readonly policy: string;
  /** Fixed pages as approved, one-page PDFs, in order. */
  readonly pages: readonly Uint8Array[];
  /** Photographs after each press, by what they show. */
  readonly photos: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** The photographed pages as one PDF. */
  readonly stamped: Uint8Array;
}

/** Writes a folder that `yinzheng verify` checks by itself. It appears whole or not at all; what an earlier run left under the name is replaced. Throws `cli/cannot-write`. */
export async function writeEvidence(folder: string, it: Evidence): Promise<void> {
  const making = `${folder}.making`;
  try {
    await fill(making, it);
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
  } catch (cause) {
    await rm(making, { recursive: true, force: true }).catch(() => undefined);
    throw cannotWrite(folder, cause);
  }
}

async function fill(making: string, it: Evidence): Promise<void> {
  await rm(making, { recursive: true, force: true });
  await mkdir(path.join(making, 'pages'), { recursive: true });
  await mkdir(path.join(making, 'photos'));
  const digits = String(it.pages.length).length;
  const files: readonly (readonly [string, Uint8Array | string])[] = [
    ['receipt.json', it.receipt],
    ['log.vkey', `${it.logKey}\n`],
    ['log.policy', it.policy],
    ['stamped.pdf', it.stamped],
    ...it.pages.map((bytes, at) => [`pages/page-${String(at + 1).padStart(Math.max(2, digits), '0')}.pdf`, bytes] as const),
    ...it.photos.map(({ name, bytes }) => [`photos/${name}.jpg`, bytes] as const),
  ];
  for (const [name, bytes] of files) await writeFile(path.join(making, name), bytes);
}

/**
 * Where the evidence of one file goes: `parent` itself when it is the only one, else a folder of its name in it, which is then `taken`.
 * Only a folder that does not exist, is empty or holds an earlier run’s evidence and nothing else is written over.
 */
export async function folderFor(
  parent: string,
  it: { readonly source: string; readonly isOnly: boolean; readonly taken: Set<string> },
): Promise<string> {
  if (it.isOnly && (await isOurs(parent))) return parent;
  const stem =
    path
      .parse(it.source)
      .name.replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^\.+/, '')
      .slice(0, 60) || 'document';
  for (let turn = 1; ; turn++) {
    const folder = path.join(parent, turn === 1 ? stem : `${stem}-${turn}`);
    if (it.taken.has(folder) || !(await isOurs(folder))) continue;
    it.taken.add(folder);
    return folder;
  }
}

const NAMES: ReadonlySet<string> = new Set(['receipt.json', 'log.vkey', 'log.policy', 'stamped.pdf', 'pages', 'photos']);

async function isOurs(folder: string): Promise<boolean> {
  try {
    const inside = await readdir(folder);
    return inside.length === 0 || (inside.includes('receipt.json') && inside.every((name) => NAMES.has(name)));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return true; // ours to make
    throw cannotWrite(folder, cause);
  }
}
