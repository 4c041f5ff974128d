/** `pack.ts [FOLDER]`: compiles this package and packs it as npm would publish it; prints the archive's path. Whoever installs it needs nothing else of this repository. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const HERE = resolve(import.meta.dirname, '..');
const ROOT = resolve(HERE, '../..');
const into = resolve(process.argv[2] ?? '.');
const staged = mkdtempSync(join(tmpdir(), 'yinzheng-ledger-'));

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** `./src/mod.ts` → where its JavaScript and its types are in the archive. */
const compiled = (source: string) => {
  const stem = source.replace('./src/', './dist/').replace(/\.ts$/, '');
  return { types: `${stem}.d.ts`, default: `${stem}.js` };
};

try {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  run(process.execPath, [tsc, '-p', join(HERE, 'tsconfig.pack.json'), '--outDir', join(staged, 'dist')], ROOT);
  const { private: _, devDependencies: _dev, exports, ...manifest } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
  const published = {
    ...manifest,
    exports: Object.fromEntries(Object.entries<string>(exports).map(([door, source]) => [door, compiled(source)])),
    files: ['dist', 'SPEC.md'],
  };
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  for (const name of ['README.md', 'SPEC.md']) cpSync(join(HERE, name), join(staged, name));
  cpSync(join(ROOT, 'LICENSE'), join(staged, 'LICENSE'));
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', into], staged)) as [{ filename: string }];
  console.log(join(into, packed.filename));
} finally {
  rmSync(staged, { recursive: true });
}
