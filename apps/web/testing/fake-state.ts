import { ERRORS, type ErrorCode, problem, type RequestDetail } from '@yinzheng/contract';
import type { PublicKey } from '@yinzheng/ledger';
import type { Me } from '../src/api/types.ts';
import * as sample from './sample.ts';
import { type people, sampleMe } from './sample-town.ts';
import { makeTown } from './town.ts';

export type Who = keyof typeof people;
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
}
export interface Asked {
  readonly who: Who;
  readonly match: RegExpExecArray;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}
export type FakeRoute = readonly [method: string, path: RegExp, answer: (asked: Asked) => Answer | Promise<Answer>];

export const refuse = (code: ErrorCode, params = {}): Answer => ({ status: ERRORS[code].status, body: problem(code, params) });

/** What the fake remembers, enough to walk the path once. */
export async function fakeState(origin: string) {
  const requests = new Map(sample.sampleRequests().map((it) => [it.id, it]));
  const passkeys = new Map<Who, Me['passkeys']>();
  return {
    ...(await makeTown(origin)),
    requests,
    passkeys,
    keys: new Map<string, PublicKey>(),
    notices: sample.sampleNotices(),
    meOf: (who: Who): Me => ({ ...sampleMe(who), passkeys: passkeys.get(who) ?? [] }),
    /** A request with what this person may do; administrators see no documents. */
    seenBy: (who: Who, it: RequestDetail): RequestDetail => ({
      ...it,
      mayFile: who === 'clerk' && it.state === 'draft',
      mayDecide: who === 'approver' && it.state === 'filed',
      mayAskErasure: who === 'clerk' && it.state === 'completed' && !it.erased && !it.erasure,
      mayAnswerErasure: who === 'supervisor' && it.erasure !== undefined,
      mayWithdraw: who === 'clerk' && (it.state === 'filed' || it.state === 'draft'),
      ...(who === 'administrator' ? { pages: [], sources: [] } : {}),
    }),
    put(it: RequestDetail, over: Partial<RequestDetail>): RequestDetail {
      const next = { ...it, ...over };
      requests.set(it.id, next);
      return next;
    },
  };
}

export type FakeState = Awaited<ReturnType<typeof fakeState>>;

export function withRequest(state: FakeState, asked: Asked, use: (it: RequestDetail) => Answer): Answer {
  const it = state.requests.get(asked.match[1] ?? '');
  return it ? use(it) : refuse('request/unknown');
}
