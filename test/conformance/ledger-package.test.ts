import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { formatPolicy } from '@yinzheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logOfSize } from '../arbitraries/log.ts';
import { sampleReceipt } from '../arbitraries/receipt.ts';
import { trusting } from '../arbitraries/town.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'packages/ledger');
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-package-'));
const installed = join(folder, 'node_modules/@yinzheng/ledger');
afterAll(() => rmSync(folder, { recursive: true }));

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** The package as npm would install it, with nothing of this repository beside it. */
beforeAll(() => {
  const archive = run(process.execPath, [join(PACKAGE, 'scripts/pack.ts'), folder]).trim();
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', archive, '-C', installed, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
});

/** What its README shows, as it stands there, by the heading above it. */
const examples = [...readFileSync(join(PACKAGE, 'README.md'), 'utf8').matchAll(/^### (.+)\n\n```ts\n([\s\S]+?)```/gm)].map(
  ([, heading = '', code = '']) => [heading.split(' / ')[1] ?? heading, code] as const,
);

async function materials(): Promise<void> {
  const { text, vkey } = await sampleReceipt();
  const log = await logOfSize(300);
  writeFileSync(join(folder, 'receipt.json'), text);
  writeFileSync(join(folder, 'log.policy'), formatPolicy(trusting(vkey)));
  writeFileSync(join(folder, 'log.vkey'), `${log.vkey}\n`);
  for (const [path, bytes] of log.files) {
    mkdirSync(dirname(join(folder, 'log', path)), { recursive: true });
    writeFileSync(join(folder, 'log', path), bytes);
  }
}

describe('the ledger package by itself', () => {
  const answers: Readonly<Record<string, RegExp>> = {
    'Check a receipt': /^valid: [0-9A-Z]{4}-[0-9A-Z]{4} witnessed by 0\n$/,
    'Check a whole log': /^true 300 \[\]\n$/,
    'Keep a log': /^c2sp\.org\/tlog-proof@v1\nindex 1\n(.{44}\n){2}\nexample\.org\/log\n3\n.{44}\n\n— example\.org\/log \S+\n\n$/,
    "Witness somebody's log": /^— witness\.example\.org \S{104}\n\n$/,
  };

  it('has an answer here for each example of its README', () => {
    expect(examples.map(([heading]) => heading)).toEqual(Object.keys(answers));
  });

  it.each(examples)('runs its example: %s', async (heading, code) => {
    await materials();
    writeFileSync(join(folder, 'example.ts'), code);
    expect(run(process.execPath, ['--disable-warning=ExperimentalWarning', 'example.ts'])).toMatch(answers[heading] as RegExp);
  });

  it('has types under which its examples compile, strictly', () => {
    const names = examples.map(([, code], at) => {
      writeFileSync(join(folder, `example-${at}.mts`), code);
      return `example-${at}.mts`;
    });
    const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
    const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--noUncheckedIndexedAccess'];
    expect(run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...strict, ...types, ...names])).toBe('');
  });

  it('names nothing of Node and nothing of this repository in what it ships', () => {
    const shipped = run('grep', ['-rhoE', `(from|import\\()\\s*['"][^'"]+`, join(installed, 'dist'), '--include=*.js']);
    const outside = new Set(
      [...shipped.matchAll(/['"]([^.'"\n][^'"\n]*)/g)].map(([, name = '']) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    );
    expect([...outside].sort()).toEqual(['@noble/curves', '@noble/hashes', 'canonicalize', 'typebox']);
  });
});
