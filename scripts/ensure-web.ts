import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'apps/web/dist');
const STAMP = join(DIST, '.built-from');
/** What the built pages depend on. */
const SOURCES = ['apps/web', 'packages/contract/src', 'packages/ledger/src', 'package-lock.json'];

function filesUnder(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !['dist', 'node_modules'].includes(name) && !name.includes('.test.'))
    .flatMap(({ name }) => filesUnder(join(path, name)))
    .sort();
}

/** By content, not by time: a checkout or a copy leaves arbitrary times behind. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.map((source) => join(ROOT, source)).flatMap(filesUnder)) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Builds apps/web into its dist folders unless what is there was built from these very sources. Throws when the build fails. */
export function ensureWeb(): void {
  const digest = digestOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return;
  console.log('正在构建网页… / Building the web pages…');
  // The faces that the server serves, and the page inside an auditor's archive.
  for (const config of ['vite.config.ts', 'vite.audit.config.ts'])
    execFileSync(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--config', config, '--logLevel', 'warn'], {
      cwd: join(ROOT, 'apps/web'),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  writeFileSync(STAMP, digest);
}

if (import.meta.main) ensureWeb();
