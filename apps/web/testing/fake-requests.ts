import type { RequestDetail } from '@yinzheng/contract';
import { type FakeRoute, type FakeState, withRequest } from './fake-state.ts';
import { pagePicture } from './pictures.ts';
import * as sample from './sample.ts';
import * as sampleTown from './sample-town.ts';
import { statementFor } from './statement.ts';

/** Requests, their pages and their way up to the decision. */
export function requestsRoutes(state: FakeState): readonly FakeRoute[] {
  return [
    [
      'GET',
      /^\/api\/v1\/requests$/,
      ({ who, query }) => {
        const box = query.get('box');
        const inBox = (it: RequestDetail) =>
          box === 'to-decide'
            ? it.state === 'filed'
            : box === 'to-stamp'
              ? it.state === 'authorised'
              : box === 'mine'
                ? it.clerk.id === sampleTown.people[who].id
                : true;
        return { body: [...state.requests.values()].filter(inBox).map(sample.summaryOf) };
      },
    ],
    [
      'POST',
      /^\/api\/v1\/requests$/,
      ({ who, body }) => {
        const it = sample.sampleRequest({
          ...(body as Partial<RequestDetail>),
          id: `5new${state.requests.size}0000000`,
          state: 'draft',
          matter: sample.sampleRequest().matter,
          seal: sample.sampleRequest().seal,
        });
        state.requests.set(it.id, it);
        return { body: state.seenBy(who, it) };
      },
    ],
    [
      'POST',
      /^\/api\/v1\/applicant-searches$/,
      () => ({
        body: [...state.requests.values()]
          .filter(({ state, erased }) => !erased && (state === 'completed' || state === 'returned'))
          .map(sample.summaryOf),
      }),
    ],
    ['GET', /^\/api\/v1\/requests\/([^/]+)$/, (asked) => withRequest(state, asked, (it) => ({ body: state.seenBy(asked.who, it) }))],
    [
      'GET',
      /^\/api\/v1\/requests\/([^/]+)\/pages\/(\d+)$/,
      ({ match }) => ({ type: 'application/pdf', body: sample.pagePdf(match[1] ?? '', Number(match[2])) }),
    ],
    [
      'GET',
      /^\/api\/v1\/requests\/([^/]+)\/pages\/(\d+)\/preview$/,
      ({ match }) => ({ type: 'image/svg+xml', body: pagePicture(Number(match[2]), 3) }),
    ],
    ['GET', /^\/api\/v1\/requests\/([^/]+)\/photos\//, () => ({ type: 'image/svg+xml', body: pagePicture(3, 3, true) })],
    [
      'PUT',
      /^\/api\/v1\/requests\/([^/]+)\/impressions$/,
      (asked) =>
        withRequest(state, asked, (it) => {
          const impressions = asked.body.impressions as readonly number[];
          return {
            body: state.seenBy(
              asked.who,
              state.put(it, { pages: it.pages.map((page, i) => ({ ...page, impressions: impressions[i] ?? 0 })) }),
            ),
          };
        }),
    ],
    [
      'POST',
      /^\/api\/v1\/requests\/([^/]+)\/filing$/,
      (asked) => withRequest(state, asked, (it) => ({ body: state.seenBy(asked.who, state.put(it, { state: 'filed' })) })),
    ],
    [
      'POST',
      /^\/api\/v1\/requests\/([^/]+)\/withdrawal$/,
      (asked) => withRequest(state, asked, (it) => ({ body: state.seenBy(asked.who, state.put(it, { state: 'withdrawn' })) })),
    ],
    [
      'POST',
      /^\/api\/v1\/requests\/([^/]+)\/decision-statements$/,
      (asked) =>
        withRequest(state, asked, (it) => ({
          body: statementFor(state.town, state.meOf(asked.who), it, asked.body.verdict as 'approve', String(asked.body.reason ?? '')),
        })),
    ],
  ];
}
