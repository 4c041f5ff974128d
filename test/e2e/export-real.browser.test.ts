import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectApi } from '../../apps/cli/src/api/client.ts';
import type { SampleSignIn } from '../../apps/cli/src/api/walk.ts';
import { openSampleTown } from '../../apps/cli/src/try/sample-town.ts';
import { type ServerProcess, startServerProcess } from '../../apps/cli/src/try/server-process.ts';
import { stampDocument } from '../../apps/cli/src/try/stamp-document.ts';
import { run as verify } from '../../apps/cli/src/verify/command.ts';
import { exportArchive } from '../kit/archive.ts';
import { isLoaded } from './acts.ts';
import { launch } from './stage.ts';

const DOCUMENT = path.resolve(import.meta.dirname, '../../samples/documents/relief-application.pdf');

let folder: string;
let server: ServerProcess;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yinzheng-export-real-'));
  server = await startServerProcess({ dataDir: path.join(folder, 'server'), withMachine: true, isThrowaway: true });
  browser = await launch();
  const town = await openSampleTown(server.url);
  const it = { file: DOCUMENT, bytes: await readFile(DOCUMENT), folder: path.join(folder, 'evidence'), shown: 'evidence' };
  await stampDocument(server, town, it, () => undefined);
  town.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The auditor's name, password and code of this half minute. */
async function auditor(): Promise<readonly string[]> {
  const anyone = connectApi(server.url);
  const signIns = await anyone.get<readonly SampleSignIn[]>('/api/v1/sample/sign-ins');
  anyone.close();
  const { account, password, code } = signIns.find((it) => it.account === 'yuhai-auditor') as SampleSignIn;
  return ['--account', account, '--password', password, '--code', code];
}

const out = (name: string): string => path.join(folder, name);

async function verifying(name: string): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await verify([out(name), '--key', server.logKey, '--lang', 'en'], { env: {}, print: say, complain: say });
  return { code, text: lines.join('\n') };
}

test('an auditor exports a running town with contents, pages and photographs, and sees them verified offline', {
  timeout: 180_000,
}, async () => {
  const made = await exportArchive(
    server.url,
    '--out',
    out('town'),
    '--folder',
    '--with-files',
    '--key',
    server.logKey,
    ...(await auditor()),
  );
  expect(made.code, made.lines.join('\n')).toBe(0);
  expect(await verifying('town')).toMatchObject({ code: 0, text: expect.stringContaining('closed 1') });

  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path.join(out('town'), 'index.html')).href);
  await page.locator('[data-verdict=held]').waitFor();
  await page.getByRole('link', { name: /用章/ }).first().click();
  await page.getByTestId('use').filter({ hasText: 'relief-application.pdf' }).click();
  await page.getByTestId('record-verified').waitFor();
  const record = await page.locator('main').innerText();
  for (const told of ['示例·居民', '示例·滨江主任', '瑞安市玉海街道滨江社区', '已确认', '打开第 1 页']) expect(record).toContain(told);
  for (const photo of await page.getByTestId('impressions').getByRole('img').all()) await isLoaded(photo);
  expect(await page.getByTestId('impressions').getByRole('img').count()).toBe(2);
});

test('without signing in nothing personal is in it, and the key is said to be the server’s word', { timeout: 60_000 }, async () => {
  const made = await exportArchive(server.url, '--out', out('public.zip'));
  expect(made.code, made.lines.join('\n')).toBe(0);
  expect(made.lines.join('\n')).toContain('the server’s own word');
  expect(await verifying('public.zip')).toMatchObject({ code: 0 });
  const plain = await exportArchive(server.url, '--out', out('public'), '--folder');
  expect(plain.code).toBe(0);
  const names = await readFile(path.join(out('public'), 'names.json'), 'utf8');
  expect(names).toContain('滨江社区');
  expect(names).toContain('"people":{}');
  const { code } = await exportArchive(
    server.url,
    '--out',
    out('no.zip'),
    '--account',
    'yuhai-auditor',
    '--password',
    'wrong',
    '--code',
    '000000',
  );
  expect(code).toBe(2);
});
