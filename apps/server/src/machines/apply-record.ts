import { move, type RequestState } from '@yinzheng/domain';
import type { Digest, JournalRecord } from '@yinzheng/ledger';
import { notifyPeople } from '../notices/mod.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredAuthorisation, StoredImpression } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';

type Used = Pick<Ports, 'clock' | 'chance'>;

/** What a machine's record means for the state that people see. The record stands in the ledger whatever we make of it. */
export async function applyRecord(ports: Used, stores: Stores, authorisation: StoredAuthorisation, record: JournalRecord): Promise<void> {
  switch (record.type) {
    case 'auth.received':
      return setState(stores, authorisation, 'received');
    case 'auth.rejected':
      await setState(stores, authorisation, 'rejected');
      return tell(ports, stores, authorisation, 'incident', { zh: '印章机拒绝了用章授权', en: 'The machine rejected the authorisation' });
    case 'use.opened':
      await setState(stores, authorisation, 'using');
      return moveRequest(ports, stores, authorisation, 'using');
    case 'use.reserved':
    case 'use.impression':
    case 'use.voided':
    case 'use.unknown':
      return saveImpression(stores, authorisation, record);
    case 'use.closed':
      await setState(stores, authorisation, 'closed');
      await moveRequest(ports, stores, authorisation, 'completed');
      return tell(ports, stores, authorisation, 'completed', { zh: '用印已完成，回执可以下载', en: 'Stamped; the receipt is ready' });
    case 'use.aborted':
      await setState(stores, authorisation, 'aborted');
      await moveRequest(ports, stores, authorisation, 'completed');
      return tell(ports, stores, authorisation, 'incident', {
        zh: '用印中止，请核对已盖的页',
        en: 'The use was aborted; check which pages are stamped',
      });
    default:
      return;
  }
}

const setState = (stores: Stores, { jti }: StoredAuthorisation, state: StoredAuthorisation['state']): Promise<void> =>
  stores.requests.setAuthorisationState(jti, state);

async function moveRequest(ports: Used, stores: Stores, { request: id }: StoredAuthorisation, to: RequestState): Promise<void> {
  const request = await stores.requests.lock(id);
  if (request && move(request.state, to).ok) await stores.requests.save({ ...request, state: to }, ports.clock.now());
}

const STATES: Readonly<Record<string, StoredImpression['state']>> = {
  'use.reserved': 'reserved',
  'use.voided': 'voided',
  'use.unknown': 'unknown',
};

async function saveImpression(stores: Stores, { jti }: StoredAuthorisation, { type, data, wall }: JournalRecord): Promise<void> {
  const { n, page, copy, photo, outcome } = data as { n?: number; page?: number; copy?: number; photo?: Digest; outcome?: string };
  if (!Number.isSafeInteger(n) || n === undefined) return;
  const state = STATES[type] ?? outcome ?? 'doubtful';
  await stores.requests.saveImpression(jti, {
    n,
    page: page ?? 0,
    copy: copy ?? 0,
    state,
    photoBefore: type === 'use.reserved' ? (photo ?? null) : null,
    photoAfter: type === 'use.impression' ? (photo ?? null) : null,
    at: new Date(wall),
  });
}

async function tell(
  ports: Used,
  stores: Stores,
  { request: id, clerk }: StoredAuthorisation,
  kind: 'completed' | 'incident',
  text: { readonly zh: string; readonly en: string },
): Promise<void> {
  const request = await stores.requests.load(id);
  if (request) await notifyPeople(ports, stores, { people: [clerk], kind, request, text });
}
