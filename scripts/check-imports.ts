import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const CRUISER = join(import.meta.dirname, '../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

interface Cruised {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
  };
}

export interface ImportReport {
  /** `rule: from → to`, sorted. */
  readonly violations: readonly string[];
  /** TypeScript files of the tree that the tool did not look at; any one makes a green report worthless. */
  readonly unseen: readonly string[];
  readonly seen: number;
}

/** The .ts and .tsx files that are in the tree now, tracked or new, by git. */
function filesOf(root: string): readonly string[] {
  const listing = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '*.ts', '*.tsx', '*.mts'], { cwd: root });
  return listing
    .toString()
    .split('\0')
    .filter((file) => file !== '' && !file.endsWith('.d.ts') && existsSync(join(root, file)));
}

/** Holds the tree at `root` against its .dependency-cruiser.cjs. */
export function checkImports(root: string): ImportReport {
  const files = filesOf(root);
  const tops = [...new Set(files.map((file) => file.split('/')[0] ?? file))];
  const json = execFileSync(process.execPath, [CRUISER, ...tops, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], {
    cwd: root,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { modules, summary } = JSON.parse(json.toString()) as Cruised;
  const seen = new Set(modules.map(({ source }) => source));
  return {
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort(),
    unseen: files.filter((file) => !seen.has(file)),
    seen: files.filter((file) => seen.has(file)).length,
  };
}

if (import.meta.main) {
  const { violations, unseen, seen } = checkImports(process.cwd());
  for (const line of violations) console.error(line);
  for (const file of unseen) console.error(`没有检查到 / not looked at: ${file}`);
  console.log(
    `导入规则：看过 ${seen} 个模块，${violations.length} 处违反 / Imports: ${seen} modules seen, ${violations.length} violations`,
  );
  if (violations.length > 0 || unseen.length > 0 || seen === 0) process.exitCode = 1;
}
