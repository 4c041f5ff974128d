import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fakeApi } from './fake-api.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** As strict as the server's own policy: what would need more shows here first. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Serves the built pages over the fake API, with the single-page fallback. Returns the page code of the sample and how to stop. */
export async function serveBuilt(port: number): Promise<{ origin: string; pageCode: string; stop: () => void }> {
  const origin = `http://localhost:${port}`;
  const dist = join(import.meta.dirname, '../dist');
  const { handle, pageCode } = await fakeApi(origin);
  const server = createServer(async (request, response) => {
    if (await handle(request, response)) return;
    const path = new URL(request.url ?? '/', origin).pathname;
    const name = extname(path) ? path : '/index.html';
    try {
      const bytes = await readFile(join(dist, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'content-security-policy': POLICY });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return { origin, pageCode, stop: () => server.closeAllConnections?.() ?? server.close() };
}
