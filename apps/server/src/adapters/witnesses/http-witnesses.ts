import { COSIGNATURES_LIMIT, formatAddCheckpoint } from '@yinzheng/ledger';
import type { WitnessAnswer, WitnessLine } from '../../ports/witnesses.ts';

const TIMEOUT_MS = 5_000;
/** Longer ones in Retry-After are not believed: a witness that was wrong once would be lost for good. */
const LONGEST_WAIT_S = 60;

/** c2sp.org/tlog-witness over HTTP, on connections that are kept. */
export const httpWitnesses = ({ timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {}): WitnessLine => ({
  async addCheckpoint(url, call) {
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
        method: 'POST',
        body: formatAddCheckpoint(call),
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        redirect: 'error',
        // Over the whole answer: one that drips is as good as one that hangs.
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await readText(response);
      return text === null ? { kind: 'refused', detail: 'its answer is too long' } : read(response, text);
    } catch (cause) {
      return { kind: 'away', detail: reasonOf(cause) };
    }
  },
});

function read({ status, headers }: Response, text: string): WitnessAnswer {
  if (status === 200) return { kind: 'answered', text };
  if (status === 409) return /^(0|[1-9]\d{0,15})\n$/.test(text) ? { kind: 'other-size', size: Number(text) } : refused(status, text);
  if (status === 422) return { kind: 'inconsistent', detail: brief(text) };
  if (status === 429) return { kind: 'later', afterMs: 1000 * Math.min(LONGEST_WAIT_S, Number(headers.get('retry-after')) || 1) };
  return status >= 500 ? { kind: 'away', detail: `status ${status}` } : refused(status, text);
}

const refused = (status: number, text: string): WitnessAnswer => ({ kind: 'refused', detail: `status ${status}: ${brief(text)}` });

/** What somebody else wrote goes into a log line or a notice: one line, no more than a sentence. */
const brief = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 200);

/** Null when it is longer than any honest answer. */
async function readText({ body }: Response): Promise<string | null> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > COSIGNATURES_LIMIT) return null; // leaving the loop closes the connection
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
