import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU in hundredths of a second. */
const TICKS = 100;

async function statOf(
  pid: number,
): Promise<{ readonly name: string; readonly parent: number; readonly cpu: number; readonly endedCpu: number } | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const name = line && /\((.*)\)/.exec(line)?.[1];
  if (!line || !name) return null;
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return {
    name,
    parent: fields[1] ?? 0,
    cpu: ((fields[11] ?? 0) + (fields[12] ?? 0)) / TICKS,
    endedCpu: ((fields[13] ?? 0) + (fields[14] ?? 0)) / TICKS,
  };
}

/** CPU seconds so far of the server process, and of PostgreSQL: its processes below it, with those that it has seen end. */
export async function cpuSecondsOf(server: number): Promise<{ readonly server: number; readonly postgres: number }> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const all = new Map(
    (await Promise.all(pids.map(async (pid) => [pid, await statOf(pid)] as const))).flatMap(([pid, stat]) =>
      stat ? [[pid, stat] as const] : [],
    ),
  );
  const isBelow = (pid: number): boolean => {
    const parent = all.get(pid)?.parent ?? 0;
    return parent === server || (parent > 1 && isBelow(parent));
  };
  const postgres = [...all]
    .filter(([pid, { name }]) => name === 'postgres' && isBelow(pid))
    .reduce((sum, [, { cpu, endedCpu }]) => sum + cpu + endedCpu, 0);
  return { server: all.get(server)?.cpu ?? 0, postgres };
}

/** Resident memory of one process, MiB. */
export async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
