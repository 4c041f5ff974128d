/** `docs.ts` writes openapi.json and asyncapi.json; `docs.ts --check` says whether the committed ones are those. Both validate first. */
import { readFile, writeFile } from 'node:fs/promises';
import { asyncApi } from './asyncapi.ts';
import { openApi } from './openapi.ts';
import { asyncApiFaults, openApiFaults } from './validate.ts';

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const documents = [
  { name: 'openapi.json', document: openApi(version), faultsOf: openApiFaults },
  { name: 'asyncapi.json', document: asyncApi(version), faultsOf: asyncApiFaults },
];

for (const { name, document, faultsOf } of documents) {
  const faults = faultsOf(JSON.parse(JSON.stringify(document)));
  if (faults.length > 0) throw new Error(`${name} 不符合规范 / does not fit its standard:\n${faults.join('\n')}`);
  const file = new URL(`../${name}`, import.meta.url);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    await writeFile(file, text);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(
      `${name} 已过期，请运行 npm run contract:docs 并提交。 / ${name} is out of date: run npm run contract:docs and commit it.`,
    );
    process.exitCode = 1;
  }
}
