import { afterEach, describe, expect, it, vi } from 'vitest';
import { refusalOf } from './answer.ts';
import { addressOf, call } from './client.ts';
import { answerOf } from './upload.ts';

const json = (status: number, body: unknown): Response => Response.json(body, { status });
const answering = (answer: () => Promise<Response>): void => void vi.stubGlobal('fetch', vi.fn(answer));
const problem = {
  code: 'request/unknown',
  message: { zh: '没有这份申请，或您无权查看。', en: 'There is no such request, or you may not see it.' },
  todo: { zh: '请检查编号。', en: 'Check the number.' },
};

afterEach(() => vi.unstubAllGlobals());

describe('calling the server', () => {
  it('fills and escapes parameters, and appends the query', () => {
    expect(addressOf('/api/v1/requests/:request/pages/:page', { request: 'a/b?', page: 2 }, { width: 800 })).toBe(
      '/api/v1/requests/a%2Fb%3F/pages/2?width=800',
    );
  });

  it('hands on what the server answered', async () => {
    answering(async () => json(200, { ready: true, version: '1' }));
    expect(await call('GET /health')).toEqual({ ok: true, value: { ready: true, version: '1' } });
  });

  it('keeps a refusal whole: what, what to do, and the code', async () => {
    answering(async () => json(404, problem));
    expect(await call('GET /api/v1/requests/:request', { params: { request: 'x' } })).toEqual({ ok: false, problem });
  });

  it('says that the server cannot be reached when the network fails', async () => {
    answering(() => Promise.reject(new TypeError('Failed to fetch')));
    const answer = await call('GET /health');
    expect(answer.ok ? '' : answer.problem.code).toBe('browser/offline');
  });

  it.each([
    ['a web page of a hotel network', new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } })],
    ['a proxy error', new Response('Bad gateway', { status: 502 })],
    ['JSON that is no problem of ours', Response.json({ error: 'x' }, { status: 500 })],
  ])('does not take %s for an answer', async (_what, response) => {
    answering(async () => response);
    const answer = await call('GET /health');
    expect(answer.ok ? '' : answer.problem.code).toBe('browser/unreadable-answer');
  });

  it('sends and reads JSON, and takes 204 as nothing to say', async () => {
    answering(async () => new Response(null, { status: 204 }));
    expect(await call('DELETE /api/v1/session')).toEqual({ ok: true, value: null });
  });
});

describe('reading an upload’s answer', () => {
  it('is a value, the server’s refusal, or unreadable', () => {
    expect(answerOf(201, '{"id":"r"}')).toEqual({ ok: true, value: { id: 'r' } });
    expect(answerOf(404, JSON.stringify(problem))).toEqual({ ok: false, problem });
    expect(answerOf(413, '<html>')).toMatchObject({ ok: false, problem: { code: 'browser/unreadable-answer' } });
  });

  it.each([null, 3, {}, { code: 'x' }, { code: 'x', message: {}, todo: {} }])('finds no problem in %j', (body) =>
    expect(refusalOf(500, body).code).toBe('browser/unreadable-answer'),
  );
});
