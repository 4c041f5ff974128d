import { type Answer, notOurs, offline, refusalOf } from './answer.ts';
import type { Api, FilePath, RouteName } from './types.ts';

type Plain = Readonly<Record<string, string | number>>;

/** Fills `:name` parameters and appends the query. */
export function addressOf(path: string, params: Plain = {}, query: Plain = {}): string {
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(params[name] ?? '')));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return search ? `${filled}?${search}` : filled;
}

/** The body of an answer as the contract types it; JSON that cannot be read is a refusal. */
async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  if (response.status === 204) return { ok: true, value: null as T };
  try {
    const body: unknown = await response.json();
    return response.ok ? { ok: true, value: body as T } : { ok: false, problem: refusalOf(response.status, body) };
  } catch {
    return { ok: false, problem: notOurs(response.status) };
  }
}

/**
 * Calls one route of the contract by its name. A refusal is a value; nothing is thrown.
 * Repeating a call after `browser/offline` is safe: the server takes an act once.
 */
export async function call<R extends RouteName>(route: R, ...[input]: Api[R]['input']): Promise<Answer<Api[R]['answer']>> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const { params, query, body } = (input ?? {}) as { params?: Plain; query?: Plain; body?: unknown };
  try {
    const response = await fetch(addressOf(path, params, query), {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await readAnswer(response);
  } catch {
    return { ok: false, problem: offline };
  }
}

export interface FetchedReceipt {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Too few witnesses have cosigned yet: the same receipt can be had with their names later. */
  readonly isAwaitingWitnesses: boolean;
}

/** A receipt, exactly as sent, and whether to come again for it. */
export async function fetchReceipt(address: string): Promise<Answer<FetchedReceipt>> {
  try {
    const response = await fetch(address, { credentials: 'same-origin' });
    if (!response.ok) return await readAnswer(response);
    const isAwaitingWitnesses = response.headers.get('yinzheng-receipt') === 'awaiting-witnesses';
    return { ok: true, value: { bytes: new Uint8Array(await response.arrayBuffer()), isAwaitingWitnesses } };
  } catch {
    return { ok: false, problem: offline };
  }
}

/** The bytes of a file at an address that the server gave, or of a file route, exactly as sent. */
export async function fetchBytes(address: string): Promise<Answer<Uint8Array<ArrayBuffer>>> {
  try {
    const response = await fetch(address, { credentials: 'same-origin' });
    if (!response.ok) return await readAnswer(response);
    return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    return { ok: false, problem: offline };
  }
}

/** The address of a file route, for links and `fetchBytes`. */
export const fileAddress = (path: FilePath, params: Plain): string => addressOf(path, params);
