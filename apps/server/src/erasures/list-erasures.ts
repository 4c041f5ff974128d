import { retainedUntil } from '@yinzheng/domain';
import type { Caller } from '../people/mod.ts';
import { bodiesWith } from '../people/mod.ts';
import type { StoredErasure } from '../ports/erasure-store.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { RequestRow } from '../ports/request-store.ts';
import { demandWatcher, watches } from './watchers.ts';

const LIMIT = 200;

/** An erasure with the words that people need to judge it. */
export interface ErasureView {
  readonly erasure: StoredErasure;
  readonly names: ReadonlyMap<string, string>;
  readonly retainedUntil: Date | null;
}

/** Those that wait for an answer, for those who may give one. */
export async function listErasures(ports: Pick<Ports, 'store' | 'retention'>, caller: Caller): Promise<readonly ErasureView[]> {
  demandWatcher(caller);
  const waiting = await ports.store.erasures.waiting(LIMIT);
  return Promise.all(waiting.map((erasure) => viewErasure(ports, erasure)));
}

export async function viewErasure(ports: Pick<Ports, 'store' | 'retention'>, erasure: StoredErasure): Promise<ErasureView> {
  const { of, askedBy } = erasure;
  const [names, request] = await Promise.all([
    ports.store.people.names([askedBy, ...(of.kind === 'person' ? [of.person] : [])]),
    of.kind === 'request' ? ports.store.requests.load(of.request) : null,
  ]);
  return { erasure, names, retainedUntil: request && !request.erasedAt ? retainedUntil(request, ports.retention) : null };
}

/** Filed requests of one applicant, by the name as it was written: whose they are among people of one name, a person must tell. */
export async function findApplicant(ports: Pick<Ports, 'store'>, caller: Caller, applicant: string): Promise<readonly RequestRow[]> {
  const seesAll = watches(caller);
  if (!seesAll && bodiesWith(caller, 'clerk').length === 0) throw new Refused('post/not-held', { post: 'clerk' });
  return ports.store.requests.ofApplicant(applicant.trim(), seesAll ? null : caller.id, LIMIT);
}
