import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookie, problemOf, startFakeTown } from './fake-town.ts';

describe('the HTTP server', () => {
  let town: Awaited<ReturnType<typeof startFakeTown>>;
  beforeAll(async () => {
    town = await startFakeTown();
  });
  afterAll(() => town.stop());

  const signIn = (account: string, password: string) =>
    town.send('POST', '/api/v1/session/password', { account, password, code: '123456' });

  it('answers by the contract, with headers that keep the page safe', async () => {
    const response = await town.send('GET', '/health');
    expect(await response.json()).toEqual({ ready: true, version: '0.1.0' });
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('knows who is signed in by a cookie that no script can read, and refuses everyone else', async () => {
    expect(await problemOf(await town.send('GET', '/api/v1/session'))).toMatchObject({ status: 401, code: 'session/none' });
    const signedIn = await signIn('a', 'right');
    expect(signedIn.status).toBe(200);
    const set = signedIn.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^yinzheng=token-1;/);
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Lax/);
    expect(set).not.toMatch(/Secure/);
    expect(await (await town.send('GET', '/api/v1/session', undefined, cookie)).json()).toMatchObject({ person: { id: 'p1' } });
    expect((await town.send('DELETE', '/api/v1/session', undefined, cookie)).headers.get('set-cookie')).toMatch(/Max-Age=0/);
  });

  it('lets through only a burst of guesses at one account, also when they come all at once', async () => {
    const other = await startFakeTown();
    const guess = { account: 'guessed', password: 'wrong', code: '123456' };
    const answers = await Promise.all(Array.from({ length: 30 }, () => other.send('POST', '/api/v1/session/password', guess)));
    await other.stop();
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(0);
  });

  it('says in both languages what does not fit, and where', async () => {
    expect(await problemOf(await town.send('POST', '/api/v1/session/password', { account: 'a', password: 'b', code: 12 }))).toMatchObject({
      status: 400,
      code: 'message/malformed',
      at: '/code',
      message: { zh: expect.stringContaining('/code'), en: expect.stringContaining('/code') },
    });
    for (const body of ['{', '[]', '{"account":"a","account2":"b"}', '{"__proto__":{}}', '']) {
      expect(await problemOf(await town.send('POST', '/api/v1/session/password', body))).toMatchObject({
        status: 400,
        code: 'message/malformed',
      });
    }
    expect(await problemOf(await town.send('POST', '/api/v1/session/password', 'a=b', { 'content-type': 'text/csv' }))).toMatchObject({
      code: 'message/malformed',
    });
    expect(await problemOf(await town.send('POST', '/api/v1/session/password', `"${'x'.repeat(5e6)}"`))).toMatchObject({
      status: 413,
      code: 'message/too-large',
    });
    expect(await problemOf(await town.send('GET', '/api/v1/requests/r1/pages/none/preview', undefined, cookie))).toMatchObject({
      code: 'message/malformed',
      at: 'params:/page',
    });
    expect(await problemOf(await town.send('GET', '/%zz'))).toMatchObject({ status: 400, code: 'message/malformed' });
    expect(await problemOf(await town.send('GET', '/api/v1/nothing'))).toMatchObject({ status: 404, code: 'route/unknown' });
  });

  it('gives a defect a number that the log knows, and keeps its detail to itself', async () => {
    const answer = await problemOf(await town.send('POST', '/api/v1/session/passkey-options'));
    expect(answer).toMatchObject({ status: 500, code: 'server/unexpected' });
    const { incident } = answer.params as { incident: string };
    expect(JSON.stringify(answer)).not.toContain('secret detail');
    expect(town.logged.find((line) => line.includes(incident))).toContain('secret detail');
    expect(await problemOf(await town.send('GET', '/api/v1/town'))).toMatchObject({ code: 'server/unexpected' });
  });

  it('refuses what another site makes a browser send', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect(
        await problemOf(await town.send('DELETE', '/api/v1/session', undefined, { ...cookie, ...headers } as Record<string, string>)),
      ).toMatchObject({
        status: 403,
        code: 'session/cross-site',
      });
    }
    expect(
      (
        await town.send('DELETE', '/api/v1/session', undefined, {
          ...cookie,
          origin: 'http://localhost:8420',
          'sec-fetch-site': 'same-origin',
        })
      ).status,
    ).toBe(200);
  });

  it('takes files with their JSON, and passes a refusal on with its parameters', async () => {
    const form = new FormData();
    form.set('request', JSON.stringify({ matter: 'm', seal: 's', title: '证明', applicant: '甲', purpose: '', copies: 1 }));
    form.append('file', new Blob([new Uint8Array(70_000)]), '居住证明 1.pdf');
    form.append('file', new Blob([new Uint8Array(3)]), 'b.jpg');
    town.seen.length = 0;
    const response = await fetch(`${town.base}/api/v1/requests`, {
      method: 'POST',
      body: form,
      headers: { ...cookie, 'idempotency-key': 'abcdefgh' },
    });
    expect(await problemOf(response)).toMatchObject({
      status: 422,
      code: 'matter/barred',
      at: '/matter',
      message: { zh: expect.stringContaining('无犯罪记录证明') },
    });
    expect(town.seen).toEqual([
      expect.objectContaining({ title: '证明' }),
      [
        ['居住证明 1.pdf', 70_000],
        ['b.jpg', 3],
      ],
      'abcdefgh',
    ]);

    form.set('request', '{"matter":1}');
    expect(await problemOf(await fetch(`${town.base}/api/v1/requests`, { method: 'POST', body: form, headers: cookie }))).toMatchObject({
      code: 'message/malformed',
    });
    form.set('file', new Blob([new Uint8Array(65 * 2 ** 20)]), 'scan.pdf');
    expect(await problemOf(await fetch(`${town.base}/api/v1/requests`, { method: 'POST', body: form, headers: cookie }))).toMatchObject({
      status: 413,
      code: 'upload/too-large',
      at: 'scan.pdf',
    });
    expect(await problemOf(await town.send('POST', '/api/v1/requests', {}, cookie))).toMatchObject({ code: 'message/malformed' });
  });

  it('slows down who guesses, by account as well', async () => {
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await signIn('victim', `guess ${i}`)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses[11]).toBe(429);
  });

  it('names the port that is taken', async () => {
    await expect(startFakeTown(Number(new URL(town.base).port))).rejects.toMatchObject({ code: 'server/port-taken' });
  });

  it('lives on after broken HTTP', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(town.base).port), '127.0.0.1', () => socket.write('GET / HTTP/9.9\r\n\u0000garbage\r\n\r\n'));
      socket
        .on('error', () => {})
        .on('close', () => resolve())
        .resume();
    });
    expect((await town.send('GET', '/health')).status).toBe(200);
  });
});
