import { join } from 'node:path';
import { type Check, type Cosigner, cosigner, fail, pass, text, utf8 } from '@yinzheng/ledger';
import { openSeed } from '../seed-file/seed-file.ts';
import type { LogFolder } from './log-folder.ts';

const NAME_FILE = 'name';

/**
 * The mirror's cosigner: its key from the seed file, made at the first use, and its name, which is kept in the data folder and may not change
 * afterwards, since an Ed25519 cosignature does not say whose name it stands under. Refuses with `cli/no-name`, `cli/bad-name` {name},
 * `cli/other-name` {name}, `cli/bad-seed` {path, detail}.
 */
export async function openIdentity(
  data: LogFolder,
  it: { readonly dir: string; readonly key?: string; readonly name?: string },
): Promise<Check<Cosigner>> {
  const kept = await data.read(NAME_FILE);
  const known = kept && text(kept).trim();
  const name = known ?? it.name;
  if (name === undefined) return fail('cli/no-name');
  if (it.name !== undefined && it.name !== name) return fail('cli/other-name', { name });
  if (!(await isName(name))) return fail('cli/bad-name', { name });
  if (known === null) await data.writeAll([{ path: NAME_FILE, bytes: utf8(`${name}\n`) }]);
  const seed = await openSeed(it.key ?? join(it.dir, 'mirror.key'));
  return seed.ok ? pass(await cosigner(name, seed.value)) : seed;
}

/** A signed note's key name has no spaces and no plus. */
const isName = (name: string): Promise<boolean> =>
  cosigner(name, new Uint8Array(32)).then(
    () => true,
    () => false,
  );
