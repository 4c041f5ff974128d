import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../../ports/refused.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** When a process started, in the kernel's ticks; tells a process from a later one with the same number. Empty where there is no /proc. */
async function birth(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Fields are counted after the command name, which may hold spaces and brackets.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Takes the data folder for this process, or refuses when a living one has it. A dead owner's claim is taken over. */
export async function claim(dir: string): Promise<() => Promise<void>> {
  const file = path.join(dir, 'owner');
  const mine = `${process.pid} ${await birth(process.pid)}`;
  for (;;) {
    try {
      await writeFile(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const text = await readFile(file, 'utf8').catch(() => '');
    const [pid = 0, born = ''] = text.split(' ');
    if (Number(pid) > 0 && isAlive(Number(pid)) && (await birth(Number(pid))) === born)
      throw new Refused('data/in-use', { path: dir, pid });
    await rm(file, { force: true });
  }
}

/** The server process that runs on a cluster by its own lock file, or null. */
async function runningOn(clusterDir: string): Promise<number | null> {
  const pid = Number((await readFile(path.join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return null;
  // The number may belong to someone else by now.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || command.includes(clusterDir) ? pid : null;
}

const waitGone = async (pid: number, ms: number): Promise<boolean> => {
  for (const until = performance.now() + ms; performance.now() < until; await sleep(20)) if (!isAlive(pid)) return true;
  return !isAlive(pid);
};

/** Stops a PostgreSQL that outlived our last run (kill -9): first politely (roll back, checkpoint), then by crash-stop; both lose no commit. */
export async function stopOrphan(clusterDir: string, onProgress: (what: string) => void): Promise<void> {
  const pid = await runningOn(clusterDir);
  if (pid === null) return;
  onProgress(`stop PostgreSQL ${pid}, left from the last run`);
  process.kill(pid, 'SIGINT');
  if (await waitGone(pid, 20_000)) return;
  process.kill(pid, 'SIGQUIT');
  if (!(await waitGone(pid, 10_000))) throw new Refused('data/in-use', { path: clusterDir, pid: String(pid) });
}
