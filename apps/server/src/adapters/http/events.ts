import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

const HEARTBEAT_MS = 20_000;

/** Resolves once with what comes first: a value, the heartbeat's time, or the end. */
function first<T>(next: Promise<T>, signal: AbortSignal): Promise<T | 'beat' | 'over'> {
  const { promise, resolve, reject } = Promise.withResolvers<T | 'beat' | 'over'>();
  const timer = setTimeout(resolve, HEARTBEAT_MS, 'beat');
  const over = () => resolve('over');
  signal.addEventListener('abort', over);
  if (signal.aborted) over();
  next.then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', over);
  });
}

/** One line of JSON for each value, and a comment now and then so that proxies keep the connection. */
async function* lines(events: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<string> {
  const iterator = events[Symbol.asyncIterator]();
  yield 'retry: 3000\n\n';
  try {
    for (let next = iterator.next(); ; ) {
      const came = await first(next, signal);
      if (came === 'over' || (came !== 'beat' && came.done)) return;
      if (came === 'beat') {
        yield ':\n\n';
        continue;
      }
      yield `data: ${JSON.stringify(came.value)}\n\n`;
      next = iterator.next();
    }
  } finally {
    // Not awaited: a generator that waits for its next value takes this only then.
    void iterator.return?.();
  }
}

export function sendEvents(reply: FastifyReply, events: AsyncIterable<unknown>, signal: AbortSignal): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .type('text/event-stream; charset=utf-8')
    .send(Readable.from(lines(events, signal)));
}
