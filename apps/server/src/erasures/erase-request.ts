import { type Digest, ERASED_LIMIT, type ErasedFacts } from '@yinzheng/ledger';
import { commandMachine } from '../machines/mod.ts';
import { notifyPeople } from '../notices/mod.ts';
import type { StoredErasure } from '../ports/erasure-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { WholeRequest } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';

export interface EraseRequest {
  readonly erasure: StoredErasure;
  readonly request: WholeRequest;
  readonly confirmedBy: string;
  /** Commitment to why it is erased before the end of the retention period; null after it. */
  readonly early: Digest | null;
}

/**
 * Drops the personal half of a request within the transaction that says so in the ledger: salts and texts now, files after the commit,
 * and the machine is told to forget too. What stays is what the ledger holds, and every proof of it.
 */
export async function eraseRequest(
  ports: Pick<Ports, 'clock' | 'chance' | 'town'>,
  stores: Stores,
  { erasure, request, confirmedBy, early }: EraseRequest,
): Promise<void> {
  const now = ports.clock.now();
  const { commitments, files, stored } = await stores.erasures.forgetRequest(request.id, now);
  await stores.files.release(stored, now);
  const { ground, askedBy } = erasure;
  const of = { kind: 'request', request: request.id } as const;
  const facts = { of, ground, askedBy, confirmedBy, ...(early === null ? {} : { early }) };
  await stores.ledger.append(
    chunks(commitments, files).map((part) => ({
      entry: { v: 1, kind: 'person.erased', town: ports.town.code, at: now.toISOString(), facts: { ...facts, ...part } },
      refs: { request: request.id },
    })),
  );
  const authorisation = await stores.requests.authorisationOf(request.id);
  if (authorisation) await commandMachine(ports, stores, authorisation.machine, { kind: 'forget', jti: authorisation.jti, files: stored });
  await notifyPeople(ports, stores, {
    people: [askedBy],
    kind: 'erasure',
    request: { id: request.id, content: null },
    text: { zh: '个人信息已删除，账本里有记录', en: 'Erased, and recorded in the ledger' },
  });
}

/** As many entries as it takes: one has room for so many digests. */
function chunks(commitments: readonly Digest[], files: readonly Digest[]): readonly Pick<ErasedFacts, 'commitments' | 'files'>[] {
  const count = Math.max(1, Math.ceil(Math.max(commitments.length, files.length) / ERASED_LIMIT));
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [at * ERASED_LIMIT, (at + 1) * ERASED_LIMIT];
    return { commitments: commitments.slice(from, to), files: files.slice(from, to) };
  });
}
