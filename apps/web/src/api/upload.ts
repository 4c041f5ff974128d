import { type Answer, notOurs, offline, refusalOf } from './answer.ts';
import type { Api } from './types.ts';

type UploadRoute = 'POST /api/v1/requests' | 'POST /api/v1/imports' | 'POST /api/v1/seal-imprints' | 'POST /api/v1/public/sheet-checks';

interface Sending {
  /** From `actKey()`: sent again with the same content, the act is done once and answered as the first time. */
  readonly key?: string;
  /** Gets 0…1. */
  readonly onProgress?: (share: number) => void;
}

/** A name for one act, so that a repeated sending does not do it twice. */
export const actKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, '0')).join('');

/**
 * Posts a multipart route: the JSON goes in the field `request`, each file follows as `file`.
 * XMLHttpRequest, because fetch cannot tell how much has been sent.
 */
export function upload<R extends UploadRoute>(
  route: R,
  body: Api[R]['body'],
  files: readonly File[],
  { key, onProgress }: Sending = {},
): Promise<Answer<Api[R]['answer']>> {
  const form = new FormData();
  form.append('request', JSON.stringify(body));
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', route.slice('POST '.length));
    request.setRequestHeader('accept', 'application/json');
    if (key) request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onerror = () => resolve({ ok: false, problem: offline });
    request.onload = () => resolve(answerOf(request.status, request.responseText));
    request.send(form);
  });
}

/** What an answer of this status and text means. */
export function answerOf<T>(status: number, text: string): Answer<T> {
  try {
    const body: unknown = JSON.parse(text);
    return status >= 200 && status < 300 ? { ok: true, value: body as T } : { ok: false, problem: refusalOf(status, body) };
  } catch {
    return { ok: false, problem: notOurs(status) };
  }
}
