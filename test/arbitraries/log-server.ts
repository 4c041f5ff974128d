import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Serves a log's files over HTTP, whatever they are at the moment. */
export interface LogServer {
  readonly url: string;
  files: ReadonlyMap<string, Uint8Array>;
  /** Before each answer. */
  delayMs: number;
  /** Paths in the order in which they were asked for. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export async function serveLogFiles(files: ReadonlyMap<string, Uint8Array>): Promise<LogServer> {
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').slice('/log/'.length);
    it.asked.push(path);
    if (it.delayMs > 0) await pause(it.delayMs);
    const bytes = it.files.get(path);
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const it: LogServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`,
    files,
    delayMs: 0,
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return it;
}
