/** The lockfile must not name a registry (each town has its own mirror), and every dependency of ours says an exact version. */
import { readFileSync } from 'node:fs';

interface Manifest {
  readonly [group: string]: Readonly<Record<string, string>> | undefined;
}
interface Locked {
  readonly resolved?: string;
}

const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies'];
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const faults: string[] = [];

for (const [path, { resolved }] of Object.entries(packages)) {
  if (resolved?.includes('://')) faults.push(`package-lock.json: ${path}: ${resolved}`);
  if (path.includes('node_modules/')) continue;
  const manifest = JSON.parse(readFileSync(path === '' ? 'package.json' : `${path}/package.json`, 'utf8')) as Manifest;
  for (const [name, version] of GROUPS.flatMap((group) => Object.entries(manifest[group] ?? {}))) {
    if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) faults.push(`${path}/package.json: ${name}: ${version}`);
  }
}

for (const fault of faults) console.error(`锁文件或版本不合要求 / lockfile or version: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
