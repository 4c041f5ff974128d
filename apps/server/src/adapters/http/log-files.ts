import { tilePathKind } from '@yinzheng/ledger';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../../ports/refused.ts';
import type { TileStore } from '../../ports/tiles.ts';

/** Serves the ledger to anyone, other sites' pages included: it is public, and holds nothing personal. */
export function serveLog(server: FastifyInstance, tiles: Pick<TileStore, 'read'>): void {
  const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

  server.get('/log/checkpoint', async (_, reply) => {
    const bytes = await tiles.read('checkpoint');
    if (!bytes) throw new Refused('receipt/not-yet');
    return reply.headers(open).header('cache-control', 'no-cache').type('text/plain; charset=utf-8').send(Buffer.from(bytes));
  });

  server.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
    const name = request.params['*'];
    const kind = tilePathKind(`tile/${name}`);
    const bytes = kind && (await tiles.read(`tile/${name}`));
    if (!bytes) throw new Refused('file/unknown', {}, name);
    // A full tile never changes. A partial one neither, but it goes when the full one is there.
    const cacheControl = kind === 'partial' ? 'public, max-age=600' : 'public, max-age=31536000, immutable';
    return reply.headers(open).header('cache-control', cacheControl).type('application/octet-stream').send(Buffer.from(bytes));
  });
}
