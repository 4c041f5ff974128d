import { type AuthorisationState, mayFollow, move, type RequestState } from '@yinzheng/domain';
import { evidenceOf, type JournalRecord, type RosterState, useEvent } from '@yinzheng/ledger';
import { notifyPeople } from '../notices/mod.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredAuthorisation } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';
import { noteOddity } from './note-oddity.ts';

type Used = Pick<Ports, 'clock' | 'chance'>;
type Text = { readonly zh: string; readonly en: string };

interface Step {
  readonly to: AuthorisationState;
  readonly request?: RequestState;
  readonly tell?: { readonly kind: 'completed' | 'incident'; readonly text: Text };
}

const STEPS: Readonly<Record<string, Step>> = {
  'auth.received': { to: 'received' },
  'auth.rejected': {
    to: 'rejected',
    tell: { kind: 'incident', text: { zh: '印章机拒绝了用章授权', en: 'The machine rejected the authorisation' } },
  },
  'use.opened': { to: 'using', request: 'using' },
  'use.closed': {
    to: 'closed',
    request: 'completed',
    tell: { kind: 'completed', text: { zh: '用印已完成，回执可以下载', en: 'Stamped; the receipt is ready' } },
  },
  'use.aborted': {
    to: 'aborted',
    request: 'completed',
    tell: {
      kind: 'incident',
      text: { zh: '用印中止，请核对已盖的页', en: 'The use was aborted; check which pages are stamped' },
    },
  },
};

/**
 * What a machine's record means for the state that people see, and the authorisation after it. The record stands in the ledger whatever
 * we make of it; one that does not follow from those before it changes nothing here.
 */
export async function applyRecord(
  ports: Used,
  stores: Stores,
  roster: RosterState,
  authorisation: StoredAuthorisation,
  record: JournalRecord,
): Promise<StoredAuthorisation> {
  const step = STEPS[record.type];
  if (!step) {
    if (authorisation.state !== 'using' && authorisation.state !== 'expired') return authorisation;
    await noteImpression(stores, authorisation, record);
    await noteOddity(ports, stores, roster, authorisation, record);
    return authorisation;
  }
  if (!mayFollow(authorisation.state, step.to)) return authorisation;
  await stores.requests.setAuthorisationState(authorisation.jti, step.to);
  if (step.request) await moveRequest(ports, stores, authorisation, step.request);
  if (step.tell) await tell(ports, stores, authorisation, step.tell);
  return { ...authorisation, state: step.to };
}

async function moveRequest(ports: Used, stores: Stores, { request: id }: StoredAuthorisation, to: RequestState): Promise<void> {
  const request = await stores.requests.lock(id);
  if (request && move(request.state, to).ok) await stores.requests.save({ ...request, state: to }, ports.clock.now());
}

async function noteImpression({ requests }: Stores, { jti }: StoredAuthorisation, record: JournalRecord): Promise<void> {
  const event = useEvent(record);
  if (!event) return;
  const at = new Date(record.wall);
  switch (event.type) {
    case 'use.cleared':
      return requests.addClearing(jti, { ...event.data, at });
    case 'use.reserved': {
      const { n, page, copy, photo } = event.data;
      return requests.reserveImpression(jti, { n, page, copy, photoBefore: photo, at });
    }
    case 'use.impression': {
      const { n, outcome: state, photo } = event.data;
      return requests.settleImpression(jti, { n, state, photoAfter: photo, evidence: evidenceOf(record.data), at });
    }
    case 'use.voided':
      return requests.settleImpression(jti, { n: event.data.n, state: 'voided', photoAfter: null, evidence: null, at });
    case 'use.unknown':
      return requests.settleImpression(jti, { n: event.data.n, state: 'unknown', photoAfter: null, evidence: null, at });
    default:
      return;
  }
}

async function tell(
  ports: Used,
  stores: Stores,
  { request: id, clerk }: StoredAuthorisation,
  it: { readonly kind: 'completed' | 'incident'; readonly text: Text },
): Promise<void> {
  const request = await stores.requests.load(id);
  if (request) await notifyPeople(ports, stores, { people: [clerk], request, ...it });
}
