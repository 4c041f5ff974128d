import { setTimeout as pause } from 'node:timers/promises';
import type { LogFiles } from '@yinzheng/ledger';

/** The log could not be asked, for all the patience that we had. */
class LogUnreachable extends Error {
  readonly url: string;

  constructor(url: string, cause: unknown) {
    super(`${url}: ${cause instanceof Error ? describe(cause) : String(cause)}`, { cause });
    this.name = 'LogUnreachable';
    this.url = url;
  }
}

export interface HttpLogOptions {
  /** How often a request is made before it is given up; the pause before the second is 200 ms, and doubles. */
  readonly attempts?: number;
  /** For one attempt, body included. */
  readonly timeoutMs?: number;
  /** Ends waiting, between attempts and in them. */
  readonly signal?: AbortSignal;
}

const TILE_BYTES = 256 * 32;
const BUNDLE_BYTES = 256 * (2 + 65_535);
const NOTE_BYTES = 64 * 1024;
const LONGEST_PAUSE_MS = 10_000;

/** The log that is served under a URL prefix. Asks again, ever later, when it does not answer; rejects with `LogUnreachable`. */
export function httpLog(prefix: string, options: HttpLogOptions = {}): LogFiles {
  const { attempts = 5, timeoutMs = 30_000, signal } = options;
  const base = prefix.endsWith('/') ? prefix : `${prefix}/`;
  return {
    async read(path) {
      const url = new URL(path, base).href;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await ask(url, limitOf(path), timeoutMs, signal);
        } catch (cause) {
          if (attempt >= attempts || signal?.aborted) throw new LogUnreachable(url, cause);
          await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt), undefined, signal && { signal }).catch(() => undefined);
        }
      }
    },
  };
}

async function ask(url: string, limit: number, timeoutMs: number, signal: AbortSignal | undefined): Promise<Uint8Array | null> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  if (response.ok) return readUpTo(response, limit);
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) return null;
  throw new Error(`HTTP ${response.status}`);
}

/** Nothing of a log is longer; whoever sends more wants to fill our memory. */
async function readUpTo(response: Response, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) throw new Error(`more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function limitOf(path: string): number {
  if (path.startsWith('tile/entries/')) return BUNDLE_BYTES;
  return path.startsWith('tile/') ? TILE_BYTES : NOTE_BYTES;
}

/** Node hides what happened in the cause. */
const describe = ({ message, cause }: Error): string => (cause instanceof Error ? `${message} (${cause.message})` : message);
