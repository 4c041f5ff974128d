import type { PasskeyAssertion, SignedDecision } from '@yinzheng/ledger';
import { makeReceipt } from '../../../ledger/mod.ts';
import type { Caller } from '../../../people/mod.ts';
import {
  arrangeImpressions,
  decideRequest,
  draftRequest,
  fileRequest,
  listMatters,
  listRequests,
  listSeals,
  prepareDecision,
  readPage,
  readPhoto,
  readPreview,
  readSheetSet,
  showRequest,
  withdrawRequest,
} from '../../../requests/mod.ts';
import type { Needs } from './needs.ts';
import { toReceiptFile } from './receipt-file.ts';
import { toDetail, toMatter, toSeal, toSummary } from './request-shapes.ts';
import type { AreaHandlers } from './signed-in.ts';

/** Wide enough for a page on a phone held upright. */
const PREVIEW_WIDTH_PX = 900;
/** What a digest names never changes; but only who may see it may keep it. */
const KEEP = 'private, max-age=86400, immutable';

export function requestHandlers(ports: Needs): AreaHandlers<'requests'> {
  const detail = async (caller: Caller, id: string) => toDetail(await showRequest(ports, caller, id));
  /** An act, then the request as the caller sees it after. */
  const after = async (act: Promise<void>, caller: Caller, id: string) => {
    await act;
    return detail(caller, id);
  };

  return {
    matters: async () => (await listMatters(ports)).map(toMatter),
    seals: async ({ session }) => (await listSeals(ports, session.caller)).map(toSeal),
    list: async ({ session, query }) => (await listRequests(ports, session.caller, query.box)).map(toSummary),
    async draft({ session: { caller }, body, files, idempotencyKey }) {
      const { impressions = [], ...wish } = body;
      const id = await draftRequest(ports, caller, { ...wish, impressions, uploads: files, idempotencyKey: idempotencyKey ?? null });
      return detail(caller, id);
    },
    show: ({ session, params }) => detail(session.caller, params.request),
    page: async ({ session, params }) => ({
      body: await readPage(ports, session.caller, params.request, params.page),
      cacheControl: KEEP,
    }),
    preview: async ({ session, params, query }) => ({
      body: await readPreview(ports, session.caller, params.request, params.page, query.width ?? PREVIEW_WIDTH_PX),
      cacheControl: KEEP,
    }),
    print: async ({ session, params }) => ({ body: await readSheetSet(ports, session.caller, params.request), cacheControl: KEEP }),
    photo: async ({ session, params }) => ({
      body: await readPhoto(ports, session.caller, params.request, params.digest),
      cacheControl: KEEP,
    }),
    arrange: ({ session: { caller }, params: { request }, body }) =>
      after(arrangeImpressions(ports, caller, request, body.impressions), caller, request),
    file: ({ session: { caller }, params: { request } }) => after(fileRequest(ports, caller, request), caller, request),
    withdraw: ({ session: { caller }, params: { request } }) => after(withdrawRequest(ports, caller, request), caller, request),
    async decisionStatement({ session, params, body }) {
      const prepared = await prepareDecision(ports, session.caller, { request: params.request, ...body });
      return { ...prepared, openings: [...prepared.openings], allowCredentials: [...prepared.allowCredentials] };
    },
    decide: ({ session: { caller }, params: { request }, body }) =>
      after(decideRequest(ports, caller, request, signedDecision(body)), caller, request),
    receipt: async ({ session, params: { request } }) => toReceiptFile(request, await makeReceipt(ports, session.caller, request)),
  };
}

/** The statement is unread here: the ledger checks its shape together with its signature. */
const signedDecision = ({
  statement,
  assertion,
}: {
  readonly statement: unknown;
  readonly assertion: PasskeyAssertion;
}): SignedDecision => ({
  statement: statement as SignedDecision['statement'],
  assertion,
});
