import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { enrolledFolder, handsAt, MAIN, runAgent, runOnce } from '../testing/agent-process.ts';
import { printedPages } from '../testing/printed-pages.ts';

let it: Awaited<ReturnType<typeof enrolledFolder>>;
beforeAll(async () => {
  it = await enrolledFolder();
});
afterAll(() => it.stop());

test('enrolling with a founding that is not the town’s is refused in words, with the code', () => {
  expect(it.refused).toMatchObject({ code: 1 });
  expect(it.refused.errors).toMatch(/roster\/broken-chain/);
  expect(it.enrolled).toMatchObject({ code: 0 });
});

test('a real document through the program: finger, the right sheet, press, record; a blank or another sheet is refused', async () => {
  const { server, data } = it;
  const town = server.town();
  const pages = await printedPages('repair-contract.pdf', 'abc0123456789', '92330381MF0000001A', town.server);
  for (const { pdf, digest } of pages) server.files.set(digest, pdf);
  const agent = await runAgent(data);
  const { screen } = await agent.ready;
  const { post, until } = handsAt(screen);
  await until((view) => view.machine.isOnline, 'the line');
  const jws = await town.authorise({
    jti: 'jti-1',
    title: '房屋维修合同用章',
    pages: pages.map(({ digest }) => digest),
    impressions: pages.map((_, at) => (at === 1 ? 2 : 0)),
  });
  server.authorise(jws, 'command-1');
  const listed = await until((view) => view.waiting.length === 1, 'the request');
  expect(listed.waiting[0]).toMatchObject({ title: '房屋维修合同用章', left: 2, seal: '示例社区居民委员会' });

  expect(await post('/act/choose', { jti: 'jti-1' })).toMatchObject({ ok: true, value: { phase: 'finger' } });
  await post('/emulator/finger', { who: 'wrong' });
  await until((view) => view.session?.refused?.code === 'use/wrong-finger', 'the refusal of a wrong finger');
  await post('/emulator/finger', { who: 'right' });
  await until((view) => view.session?.phase === 'sheet', 'the open sleeve');

  await post('/emulator/sheet', { blank: true });
  expect(await post('/act/check')).toMatchObject({ ok: true, value: { verdict: 'stop', refusal: { code: 'use/no-page' } } });
  await post('/emulator/sheet', { page: 1, copy: 1 });
  expect(await post('/act/check')).toMatchObject({ ok: true, value: { verdict: 'stop', refusal: { code: 'use/wrong-page' } } });
  expect(await post('/act/press')).toMatchObject({ ok: false, problem: { code: 'use/not-open' } });

  await post('/emulator/sheet', { page: 2, copy: 1, altered: 'line' });
  expect(await post('/act/check')).toMatchObject({ ok: true, value: { verdict: 'stop', refusal: { code: 'use/page-altered' } } });
  expect(await post('/act/clear', { looked: [0, 1, 2] })).toMatchObject({ ok: false, problem: { code: 'use/nothing-asked' } });

  await post('/emulator/sheet', { page: 2, copy: 1 });
  expect(await post('/act/check')).toMatchObject({ ok: true, value: { verdict: 'go' } });
  expect(await post('/emulator/press')).toMatchObject({ ok: true, value: { n: 1, outcome: 'confirmed' } });
  expect(await post('/act/press')).toMatchObject({ ok: true, value: { n: 2, outcome: 'confirmed' } });
  expect((await until((view) => view.session?.phase === 'done', 'the end')).session).toMatchObject({ made: 2, left: 0 });
  const picture = await fetch(`${screen}/pages/${pages[1]?.digest}`);
  expect(picture.headers.get('content-type')).toBe('image/webp');

  await vi.waitFor(() => expect(server.records.at(-1)).toMatchObject({ type: 'use.closed', data: { made: 2 } }), 20_000);
  expect(server.complaints).toEqual([]);
  const second = await runOnce(['run', '--data', data, '--emulate']);
  expect(second).toMatchObject({ code: 1, errors: expect.stringContaining('in use by another machine agent') });
  agent.child.kill('SIGTERM');
  expect(await agent.exited).toBe(0);
  const presses = (await readFile(join(data, 'emulated-presses.jsonl'), 'utf8')).trim().split('\n');
  expect(presses.map((line) => JSON.parse(line))).toMatchObject([{ isUnlocked: true }, { isUnlocked: true }]);
}, 120_000);

test('the screen answers this device only: foreign names, foreign pages and forms are refused', async () => {
  const agent = await runAgent(it.data);
  const { screen } = await agent.ready;
  const port = new URL(screen).port;
  const { request } = await import('node:http');
  const ask = (method: string, path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, method, path, headers }, (answer) => resolve(answer.resume().statusCode ?? 0))
        .on('error', reject)
        .end();
    });
  expect(await ask('GET', '/state', {})).toBe(200);
  expect(await ask('GET', '/state', { host: 'evil.example' })).toBe(403);
  expect(await ask('POST', '/act/press', { origin: 'https://evil.example', 'content-type': 'application/json' })).toBe(403);
  expect(await ask('POST', '/act/press', { 'content-type': 'text/plain' })).toBe(415);
  expect(await ask('GET', '/../package.json', {})).toBe(404);
  agent.child.kill('SIGTERM');
  await agent.exited;
}, 60_000);

test('a machine started --with-parent ends when its parent is killed', async () => {
  const starter = `const {spawn}=require('node:child_process');
    const agent=spawn(process.execPath,[${JSON.stringify(MAIN)},'run','--data',${JSON.stringify(it.data)},'--emulate','--with-parent'],{stdio:['pipe','pipe','ignore'],detached:true});
    agent.stdout.once('data',()=>{process.stdout.write(String(agent.pid),()=>process.kill(process.pid,'SIGKILL'))})`;
  const parent = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (chunk) => resolve(Number(chunk))));
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 20_000, interval: 200 });
}, 60_000);
