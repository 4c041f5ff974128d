import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImports, type ImportReport } from './check-imports.ts';

const ROOT = join(import.meta.dirname, '..');

/** Each wall with a file that steps over it: `rule`, where it is planted, what it says. */
const PLANTED: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no-cycles', 'packages/ledger/src/planted/one.ts', "import type { Two } from './two.ts';\nexport type One = Two[];"],
  ['no-unresolved', 'packages/ledger/src/planted/lost.ts', "import './nowhere.ts';"],
  ['declared-dependencies-only', 'packages/ledger/src/planted/undeclared.ts', "import 'pg';"],
  ['pure-is-pure', 'packages/domain/src/planted/impure.ts', "import 'node:fs';"],
  ['the-browser-has-no-node', 'apps/web/src/planted/impure.ts', "import 'node:fs';"],
  ['packages-have-front-doors', 'apps/machine/src/planted/back-door.ts', "import '../../../../packages/domain/src/inner.ts';"],
  ['ledger-is-leaf', 'packages/ledger/src/planted/up.ts', "import '../../../contract/src/mod.ts';"],
  ['contract-is-leaf', 'packages/contract/src/planted/up.ts', "import type {} from '../../../ledger/src/mod.ts';"],
  ['domain-only-ledger', 'packages/domain/src/planted/wire.ts', "import '../../../contract/src/mod.ts';"],
  ['pagecheck-stands-alone', 'packages/pagecheck/src/planted/up.ts', "import '../../../ledger/src/mod.ts';"],
  ['corpus-knows-no-check', 'packages/pagecheck/corpus/planted.ts', "import '../src/find/it.ts';"],
  ['checks-know-no-corpus', 'packages/pagecheck/src/find/planted.ts', "import '../../corpus/it.ts';"],
  ['plan-check-knows-no-search', 'packages/planner/src/check/planted.ts', "import '../rota/it.ts';"],
  ['plans-know-no-bench', 'packages/planner/src/rota/planted.ts', "import '../../corpus/it.ts';"],
  ['planner-stands-alone', 'packages/planner/src/planted/up.ts', "import '../../../ledger/src/mod.ts';"],
  ['apps-do-not-import-apps', 'apps/cli/src/planted/server.ts', "import '../../../server/src/alpha/mod.ts';"],
  ['web-sees-contract-and-ledger', 'apps/web/src/planted/domain.ts', "import '@yinzheng/domain';"],
  ['cli-sees-no-domain', 'apps/cli/src/planted/domain.ts', "import type {} from '@yinzheng/domain';"],
  ['machine-plans-no-tours', 'apps/machine/src/planted/tour.ts', "import '../../../../packages/planner/src/mod.ts';"],
  ['features-see-ports-not-adapters', 'apps/server/src/alpha/planted.ts', "import '../adapters/one/it.ts';"],
  ['features-have-front-doors', 'apps/server/src/alpha/planted-window.ts', "import '../beta/inner.ts';"],
  ['features-have-front-doors', 'apps/server/src/adapters/one/planted-window.ts', "import '../../beta/inner.ts';"],
  ['ports-know-no-feature', 'apps/server/src/ports/planted.ts', "import type {} from '../alpha/mod.ts';"],
  ['ports-promise-no-pixels', 'apps/server/src/ports/planted-pixels.ts', "import '@yinzheng/pagecheck';"],
  ['adapters-are-strangers', 'apps/server/src/adapters/one/planted.ts', "import '../two/it.ts';"],
  ['features-decide-in-domain', 'apps/server/src/alpha/planted-wire.ts', "import '@yinzheng/contract';"],
  ['only-db-touches-the-driver', 'apps/server/src/adapters/one/planted-driver.ts', "import 'pg';"],
];

/** What the planted files reach for, and the clean neighbours that must pass. */
const STANDING: readonly (readonly [file: string, text: string])[] = [
  ['packages/ledger/src/planted/two.ts', "import type { One } from './one.ts';\nexport type Two = One[];"],
  ['packages/domain/src/inner.ts', 'export const inner = 1;'],
  ['packages/pagecheck/src/find/it.ts', 'export const found = 1;'],
  ['packages/pagecheck/src/sheets/it.ts', "import '../find/it.ts';"],
  ['packages/pagecheck/corpus/it.ts', "import '../src/sheets/it.ts';"],
  ['packages/planner/src/model/it.ts', 'export const model = 1;'],
  ['packages/planner/src/check/it.ts', "import '../model/it.ts';"],
  ['packages/planner/src/rota/it.ts', "import '../model/it.ts';"],
  ['packages/planner/corpus/it.ts', "import '../src/model/it.ts';"],
  ['apps/server/src/main.ts', "import './adapters/one/it.ts';\nimport './alpha/mod.ts';"],
  ['apps/server/src/sample/town.ts', "import '../adapters/two/it.ts';\nimport '../beta/mod.ts';"],
  ['apps/server/src/alpha/mod.ts', "import '../beta/mod.ts';\nimport '../ports/clock.ts';\nimport '@yinzheng/domain';"],
  ['apps/server/src/alpha/alpha.test.ts', "import '../adapters/one/it.ts';\nimport 'vitest';"],
  ['apps/server/src/beta/mod.ts', "import './inner.ts';"],
  ['apps/server/src/beta/inner.ts', 'export const beta = 1;'],
  ['apps/server/src/adapters/one/it.ts', "import '../../ports/clock.ts';\nimport '../../alpha/mod.ts';\nimport '@yinzheng/contract';"],
  ['apps/server/src/adapters/two/it.ts', 'export const two = 2;'],
  ['apps/server/src/adapters/db/it.ts', "import 'pg';"],
  ['apps/server/src/ports/clock.ts', 'export interface Clock { now(): Date }'],
];

const MANIFEST = 'package.json';
const PACKAGES = ['ledger', 'domain', 'contract', 'pagecheck', 'planner'];
const APPS = ['server', 'machine', 'web', 'cli'];

let root: string;
let report: ImportReport;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'walls-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', '.gitignore', MANIFEST]) cpSync(join(ROOT, file), join(root, file));
  mkdirSync(join(root, 'node_modules/@yinzheng'), { recursive: true });
  for (const name of ['pg', 'vitest', 'typescript']) symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  for (const name of PACKAGES) {
    write(`packages/${name}/${MANIFEST}`, JSON.stringify({ name: `@yinzheng/${name}`, exports: { '.': './src/mod.ts' } }));
    write(`packages/${name}/src/mod.ts`, `export const ${name} = 1;`);
    symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@yinzheng', name));
  }
  for (const name of APPS) cpSync(join(ROOT, 'apps', name, MANIFEST), join(root, 'apps', name, MANIFEST));
  for (const [file, text] of STANDING) write(file, text);
  for (const [, file, text] of PLANTED) write(file, text);
  execFileSync('git', ['init', '-q'], { cwd: root });
  report = checkImports(root);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(PLANTED)('%s catches %s', (rule, file) => {
  expect(report.violations.filter((line) => line.startsWith(`${rule}: ${file} →`))).not.toEqual([]);
});

test('every rule of the table has a planted violation', () => {
  const rules = [...readFileSync(join(ROOT, '.dependency-cruiser.cjs'), 'utf8').matchAll(/forbid\(\s*'([a-z-]+)'/g)].map(
    (match) => match[1],
  );
  expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(rules));
});

test('what stands as the table allows is left in peace', () => {
  const planted = new Set(PLANTED.map(([, file]) => file));
  const others = report.violations.filter((line) => !planted.has(line.replace(/^[^:]+: (.+) → .*$/, '$1')));
  expect(others).toEqual([]);
});

test('a file that the tool does not look at is named, so that a blind tool cannot be green', () => {
  expect(report.unseen).toEqual([]);
  const config = join(root, '.dependency-cruiser.cjs');
  writeFileSync(config, readFileSync(config, 'utf8').replace("'(^|/)(dist|out)/'", "'^apps/'"));
  expect(checkImports(root).unseen).toContain('apps/server/src/main.ts');
});
