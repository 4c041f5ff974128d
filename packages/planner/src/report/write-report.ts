import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Call } from '../model/call.ts';
import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import { type OutputFile, textFile } from '../timetable/output-file.ts';
import { packReport, type ReportOptions } from './pack.ts';

/** The page's scripts, each after those whose names it uses. They are modules for tools and tests, and one script in the page. */
const SCRIPTS = [
  'words',
  'dom',
  'days',
  'model',
  'marks',
  'scene',
  'arrange',
  'paint',
  'paint-svg',
  'view',
  'legend',
  'map',
  'details',
  'timetable',
  'charts',
  'why',
  'print',
  'main',
];

const partOf = (file: string): string => readFileSync(new URL(`./page/${file}`, import.meta.url), 'utf8');

/** One script: without imports, whose names are all here, and without `export`. A name that stands in two files is an error of syntax. */
const scriptOf = (): string =>
  SCRIPTS.map((name) =>
    partOf(`${name}.js`)
      .replaceAll(/^import [^;]*;\n/gms, '')
      .replaceAll(/^export /gm, ''),
  ).join('\n');

const escaped = (text: string): string =>
  text.toWellFormed().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** JSON that no parser of HTML can leave: it holds no `<`, `>` and `&`. */
const harmless = (json: string): string =>
  json.replaceAll(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * One HTML file to look at a plan: map, timetables, reasons, figures. It opens from a disk, asks the network for nothing (its policy forbids it)
 * and runs no script but its own. Equal arguments give equal bytes.
 */
export function writeReport(county: County, calls: readonly Call[], plan: Plan, options: ReportOptions = {}): readonly OutputFile[] {
  const script = scriptOf();
  const style = partOf('page.css');
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const data = harmless(JSON.stringify(packReport(county, calls, plan, options)));
  const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(county.name)} · 流动服务计划</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${partOf('body.html')}
<script type="application/json" id="data">${data}</script>
<script type="module">${script}</script>
</body>
</html>
`;
  return [textFile('report.html', page)];
}
