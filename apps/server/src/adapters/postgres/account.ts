import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Refused } from '../../ports/refused.ts';

const run = promisify(execFile);

/** The account that runs PostgreSQL; empty when it is the one we run as. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

const DEDICATED = 'yinzheng';

async function lookUp(matches: (name: string, uid: number) => boolean): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  for (const line of lines) {
    const [name = '', , uid, gid] = line.split(':');
    if (name && Number(uid) > 0 && matches(name, Number(uid))) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/**
 * PostgreSQL refuses to run as root. Then it runs as whoever owns the cluster already, or as `yinzheng`, or as `postgres`; and when
 * there is neither, the account `yinzheng` is made.
 */
export async function accountFor(clusterDir: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(clusterDir).then(
    ({ uid }) => uid,
    () => 0,
  );
  const found =
    (await lookUp((_, uid) => uid === owner)) ??
    (await lookUp((name) => name === DEDICATED)) ??
    (await lookUp((name) => name === 'postgres'));
  if (found) return found;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', DEDICATED]);
  } catch (cause) {
    throw new Refused('database/no-account', { account: DEDICATED, detail: String(cause) });
  }
  const made = await lookUp((name) => name === DEDICATED);
  if (!made) throw new Refused('database/no-account', { account: DEDICATED, detail: '/etc/passwd' });
  return made;
}

/** Whether that account can get at a folder, through all the folders above it. Asked of the system, which knows about ACLs too. */
export async function canEnter(account: Account, dir: string): Promise<boolean> {
  if (account.uid === undefined) return true;
  return run('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
