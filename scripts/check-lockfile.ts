/**
 * The lockfile names no registry (each town has its own mirror), holds the optional packages of every platform (npm 11's `npm ci` refuses
 * one that does not, and a mirror that lags behind leaves them out silently), and every dependency of ours says an exact version.
 */
import { readFileSync } from 'node:fs';

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Manifest = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies'];
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

/** Whether a package is locked where Node would look for it from `path`: beside it or in any folder above. */
function isLocked(path: string, name: string): boolean {
  if (Object.hasOwn(packages, `${path === '' ? '' : `${path}/`}node_modules/${name}`)) return true;
  return path !== '' && isLocked(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

const faults: string[] = [];
for (const [path, { resolved, optionalDependencies }] of Object.entries(packages)) {
  if (resolved?.includes('://')) faults.push(`package-lock.json: ${path}: ${resolved}`);
  for (const name of Object.keys(optionalDependencies ?? {})) {
    if (!isLocked(path, name)) faults.push(`package-lock.json: ${path}: ${name} 没有锁定 / is not locked`);
  }
  if (path.includes('node_modules/')) continue;
  const manifest = JSON.parse(readFileSync(path === '' ? 'package.json' : `${path}/package.json`, 'utf8')) as Manifest;
  for (const [name, version] of GROUPS.flatMap((group) => Object.entries(manifest[group] ?? {}))) {
    if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) faults.push(`${path}/package.json: ${name}: ${version}`);
  }
}

for (const fault of faults) console.error(`锁文件或版本不合要求 / lockfile or version: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
