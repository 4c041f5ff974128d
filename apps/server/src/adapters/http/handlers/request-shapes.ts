import type {
  Matter as MatterShape,
  PressEvidence as PressEvidenceShape,
  RequestDetail,
  RequestSummary,
  Seal as SealShape,
} from '@yinzheng/contract';
import type { Matter } from '@yinzheng/domain';
import { type PressEvidence, recordNumber } from '@yinzheng/ledger';
import type { StoredErasure } from '../../../ports/erasure-store.ts';
import type { RequestRow, SheetPage } from '../../../ports/request-store.ts';
import type { Seal } from '../../../ports/town-store.ts';
import type { RequestView } from '../../../requests/mod.ts';

export const toMatter = ({ region: _, office, materials, route, ...matter }: Matter): MatterShape => ({
  ...matter,
  materials: [...materials],
  route: [...route],
  ...(office === null ? {} : { office }),
});

export const toSeal = ({ id, name, kind, body, bodyName, state, machine }: Seal): SealShape => ({
  id,
  name,
  kind,
  body: { id: body, name: bodyName },
  state,
  ...(machine ? { machine: { ...machine } } : {}),
});

const FORGOTTEN = { title: '', applicant: '', purpose: '' };

/** That something was erased, as anyone may know it. */
export function toErased(erasure: StoredErasure | null) {
  const { answer, ground } = erasure ?? {};
  return answer?.verdict === 'confirmed' && ground
    ? { erased: { at: answer.at.toISOString(), ground, isEarly: answer.early !== null } }
    : {};
}

const times = ({ filedAt, updatedAt }: { readonly filedAt: Date | null; readonly updatedAt: Date }) => ({
  ...(filedAt ? { filedAt: filedAt.toISOString() } : {}),
  updatedAt: updatedAt.toISOString(),
});

export const toSummary = (row: RequestRow): RequestSummary => ({
  id: row.id,
  state: row.state,
  title: row.content?.title ?? '',
  applicant: row.content?.applicant ?? '',
  matter: { code: row.filed.matter.code, name: row.matterName },
  seal: { id: row.filed.seal, name: row.sealName },
  body: { id: row.filed.body, name: row.bodyName },
  clerk: { id: row.filed.clerk, name: row.clerkName },
  pages: row.filed.pages.length,
  copies: row.filed.copies,
  ...times(row),
  ...(row.erasedAt ? { erasedAt: row.erasedAt.toISOString() } : {}),
});

export function toDetail(view: RequestView): RequestDetail {
  const { request, matter, seal, names } = view;
  const { id, filed, content } = request;
  if (!matter || !seal) throw new Error(`request ${id} lost its ${matter ? 'seal' : 'matter'}`);
  const named = (person: string) => ({ id: person, name: names[person] ?? '' });
  const use = toUse(view);
  const open = view.erasure?.answer === null ? view.erasure : null;
  return {
    id,
    state: request.state,
    ...(content ?? FORGOTTEN),
    code: recordNumber(id),
    matter: toMatter(matter),
    seal: toSeal(seal),
    body: { id: filed.body, name: seal.bodyName },
    clerk: named(filed.clerk),
    custodian: named(filed.custodian),
    copies: filed.copies,
    pages: view.pages.map(({ page, digest, widthMm, heightMm }) => {
      const url = `/api/v1/requests/${id}/pages/${page}`;
      return { page, digest, widthMm, heightMm, impressions: filed.impressions[page - 1] ?? 0, url, preview: `${url}/preview` };
    }),
    sources: toSources(view.pages),
    printUrl: `/api/v1/requests/${id}/sheet-set`,
    decisions: view.decisions.map(({ step, approver, verdict, reason, at }) => ({
      step,
      approver: named(approver),
      verdict,
      reason: reason ?? '',
      at: at.toISOString(),
    })),
    ...(use ? { use } : {}),
    ...times(request),
    mayFile: view.mayFile,
    mayDecide: view.mayDecide,
    mayWithdraw: view.mayWithdraw,
    ...(request.erasedAt ? toErased(view.erasure) : {}),
    ...(open ? { erasure: { id: open.id, ground: open.ground, askedBy: named(open.askedBy), askedAt: open.askedAt.toISOString() } } : {}),
    ...(view.retainedUntil ? { retainedUntil: view.retainedUntil.toISOString() } : {}),
    mayAskErasure: view.mayAskErasure,
    mayAnswerErasure: view.mayAnswerErasure,
  };
}

/** Pages in a row with one name came from one file. */
function toSources(pages: readonly SheetPage[]): RequestDetail['sources'] {
  const sources: RequestDetail['sources'] = [];
  for (const { source } of pages) {
    if (source === null) continue;
    const last = sources.at(-1);
    if (last?.name === source) last.pages += 1;
    else sources.push({ name: source, pages: 1 });
  }
  return sources;
}

/** A copy that may be written to: what the contract's types ask for. */
export const toEvidence = ({ reasons, seals }: PressEvidence): PressEvidenceShape => ({
  reasons: [...reasons],
  seals: seals.map(({ likeness, ...seal }) => ({ ...seal, likeness: likeness && { ...likeness } })),
});

function toUse({ authorisation, impressions, request, seal, names }: RequestView): RequestDetail['use'] | null {
  if (!authorisation) return null;
  const { machine: id, sleeve, max, expiresAt } = authorisation;
  const count = (...states: readonly string[]) => impressions.filter(({ state }) => states.includes(state)).length;
  return {
    machine: { id, name: seal?.machine?.id === id ? seal.machine.name : id },
    sleeve,
    allowed: max,
    made: count('confirmed', 'doubtful'),
    unknown: count('unknown', 'missing', 'reserved'),
    voided: count('voided'),
    expiresAt: expiresAt.toISOString(),
    impressions: impressions.map(({ page, copy, state, at, photoAfter, clearedBy, clearedAt, evidence }) => ({
      page,
      copy,
      outcome: state,
      at: at.toISOString(),
      ...(photoAfter && !request.erasedAt ? { photo: `/api/v1/requests/${request.id}/photos/${photoAfter}` } : {}),
      ...(clearedBy && clearedAt ? { cleared: { by: { id: clearedBy, name: names[clearedBy] ?? '' }, at: clearedAt.toISOString() } } : {}),
      ...(evidence ? { evidence: toEvidence(evidence) } : {}),
    })),
  };
}
