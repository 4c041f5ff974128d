import type { PublicRecord } from '@yinzheng/contract';
import { recordNumber } from '@yinzheng/ledger';
import { makeReceipt, type RecordView, showRecord } from '../../../ledger/mod.ts';
import type { TownIdentity } from '../../../ports/ports.ts';
import type { Needs } from './needs.ts';
import { toReceiptFile } from './receipt-file.ts';
import { toErased, toEvidence } from './request-shapes.ts';
import type { AreaHandlers } from './signed-in.ts';

export const recordHandlers = (ports: Needs): AreaHandlers<'records'> => ({
  async show({ params }) {
    const view = await showRecord(ports, params.code);
    const division = await ports.store.towns.division(view.request.filed.division);
    return toRecord(view, ports.town, division?.name ?? view.request.filed.division);
  },
  async receipt({ params }) {
    const { request } = await showRecord(ports, params.code);
    return toReceiptFile(request.id, await makeReceipt(ports, null, request.id));
  },
});

/** Field by field: nothing of a record reaches the public that is not named here. */
function toRecord(view: RecordView, town: TownIdentity, division: string): PublicRecord {
  const { request, seal, matter, ledger, page } = view;
  const { checkpoint, newestIndex } = ledger;
  if (!request.filedAt) throw new Error(`record ${request.id} is public before it was filed`);
  return {
    code: recordNumber(request.id),
    state: request.state,
    body: seal?.bodyName ?? request.filed.body,
    division,
    seal: seal?.name ?? request.filed.seal,
    matter: { name: matter?.name ?? request.filed.matter.code, basis: matter?.basis ?? '' },
    pages: request.filed.pages.length,
    copies: request.filed.copies,
    filedAt: request.filedAt.toISOString(),
    decisions: view.decisions.map(({ step, verdict, at }) => ({ step, verdict, at: at.toISOString() })),
    impressions: view.impressions.map(({ page: on, copy, state, at, clearedAt, evidence }) => ({
      page: on,
      copy,
      outcome: state,
      at: at.toISOString(),
      ...(clearedAt ? { clearedAt: clearedAt.toISOString() } : {}),
      ...(evidence ? { evidence: toEvidence(evidence) } : {}),
    })),
    ledger: {
      origin: town.origin,
      size: checkpoint?.size ?? 0,
      index: newestIndex,
      isWitnessed: ledger.isWitnessed,
      ...(checkpoint ? { checkpointAt: checkpoint.at.toISOString() } : {}),
    },
    ...(page ? { page: { page: page.page.page, digest: page.page.digest, matches: page.isGenuine, ...marked(page.compromisedAt) } } : {}),
    isSample: town.isSample,
    ...toErased(view.erasure),
  };
}

const marked = (at: string | null) => (at === null ? {} : { keyCompromisedAt: at });
