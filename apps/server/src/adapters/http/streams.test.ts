import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookie, problemOf, startFakeTown } from './fake-town.ts';

describe('files and streams over HTTP', () => {
  let town: Awaited<ReturnType<typeof startFakeTown>>;
  beforeAll(async () => {
    town = await startFakeTown();
  });
  afterAll(() => town.stop());

  it('streams files with their own caching', async () => {
    town.seen.length = 0;
    const response = await town.send('GET', '/api/v1/requests/r1/pages/2/preview?width=800', undefined, cookie);
    expect(await response.text()).toBe('RIFF');
    expect(town.seen).toEqual([
      expect.objectContaining({ params: { request: 'r1', page: 2 }, query: { width: 800 }, session: { person: 'p1' } }),
    ]);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toBe('private, max-age=60');
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('第一页.webp'));
  });

  it('streams events, and ends them when the client goes', async () => {
    const abort = new AbortController();
    const response = await fetch(`${town.base}/api/v1/events`, { headers: cookie, signal: abort.signal });
    let text = '';
    const reader = response.body?.getReader();
    while (!text.includes('"n":2')) text += new TextDecoder().decode((await reader?.read())?.value);
    expect(text).toContain('data: {"n":1}\n\n');
    abort.abort();
    for (let i = 0; i < 100 && town.streams.over === 0; i++) await sleep(20);
    expect(town.streams.over).toBe(1);
  });

  it('serves the ledger to everyone: full tiles for ever, the checkpoint afresh, and nothing that is no tile', async () => {
    const full = await town.send('GET', '/log/tile/0/000');
    expect(full.headers.get('cache-control')).toContain('immutable');
    expect(full.headers.get('access-control-allow-origin')).toBe('*');
    expect((await town.send('GET', '/log/tile/0/001.p/3')).headers.get('cache-control')).not.toContain('immutable');
    expect((await town.send('GET', '/log/checkpoint')).headers.get('cache-control')).toBe('no-cache');
    for (const bad of ['/log/tile/0/002', '/log/tile/..%2F..%2Fkey', '/log/tile/0/1'])
      expect((await problemOf(await town.send('GET', bad))).code).toBe('file/unknown');
  });

  it('serves the pages: hashed files for ever, the rest afresh, every page address to the router', async () => {
    expect((await town.send('GET', '/assets/main-abc123.js')).headers.get('cache-control')).toContain('immutable');
    expect((await town.send('GET', '/sw.js')).headers.get('cache-control')).toBe('no-cache');
    const page = await town.send('GET', '/v/some-code', undefined, { accept: 'text/html' });
    expect(await page.text()).toContain('印证');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await town.send('GET', '/assets/gone.js', undefined, { accept: 'text/html' })).status).toBe(404);
  });
});
