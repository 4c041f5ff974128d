import { access } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../ports/refused.ts';
import { sendProblem } from './problems.ts';

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** What a person's browser asks for by address; not the API, the ledger, or a file that is not there. */
const isPage = (request: FastifyRequest) =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  (request.headers.accept ?? '').includes('text/html') &&
  !/^\/(api|log|machine|assets)\//.test(request.url);

/**
 * Serves the built pages: files under `assets/` carry their digest in their name and may be kept for ever; everything else is asked for
 * again each time. Every other address of a person's gets index.html, where the page's own router takes over.
 */
export async function serveWeb(server: FastifyInstance, root: string): Promise<void> {
  const index = path.join(root, 'index.html');
  const hasPages = await exists(index);
  if (hasPages) {
    await server.register(fastifyStatic, {
      root,
      cacheControl: false,
      preCompressed: (await exists(`${index}.gz`)) || (await exists(`${index}.br`)),
      setHeaders(reply, file) {
        const isHashed = file.startsWith(path.join(root, 'assets') + path.sep);
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  server.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    if (hasPages && isPage(request)) return reply.sendFile('index.html');
    return sendProblem(reply, new Refused('route/unknown'));
  });
}
