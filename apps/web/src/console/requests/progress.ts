import type { RequestDetail } from '@yinzheng/contract';

/** One stage of a request's way, for the timeline; what it is called is the view's to say. */
export type Stage =
  | { readonly kind: 'drafted' | 'filed' | 'authorised' | 'completed'; readonly state: StageState; readonly at?: string }
  | {
      readonly kind: 'decided';
      readonly state: StageState;
      readonly at: string;
      readonly by: string;
      readonly verdict: string;
      readonly reason: string;
    }
  | { readonly kind: 'to-decide'; readonly state: StageState; readonly step: string }
  | { readonly kind: 'stamping'; readonly state: StageState; readonly made: number; readonly allowed: number; readonly at?: string }
  | { readonly kind: 'withdrawn' | 'expired'; readonly state: 'bad'; readonly at: string };

export type StageState = 'done' | 'now' | 'next' | 'bad';

const ENDED = ['rejected', 'returned', 'withdrawn', 'expired'];

/** The stages behind, now and ahead. After an early end nothing lies ahead. */
export function stagesOf(request: RequestDetail): readonly Stage[] {
  const { state, filedAt, decisions, matter, use } = request;
  const isEnded = ENDED.includes(state);
  const approved = decisions.filter((it) => it.verdict === 'approve').length;
  const behind: Stage[] = [
    { kind: 'drafted', state: 'done' },
    ...(filedAt || !isEnded ? [{ kind: 'filed', state: filedAt ? 'done' : 'now', ...(filedAt ? { at: filedAt } : {}) } as const] : []),
    ...decisions.map(
      (it): Stage => ({
        kind: 'decided',
        state: it.verdict === 'approve' ? 'done' : 'bad',
        at: it.at,
        by: it.approver.name,
        verdict: it.verdict,
        reason: it.reason,
      }),
    ),
  ];
  if (state === 'withdrawn' || state === 'expired') return [...behind, { kind: state, state: 'bad', at: request.updatedAt }];
  if (isEnded) return behind;

  const waiting = matter.route
    .slice(approved)
    .map((step, i): Stage => ({ kind: 'to-decide', state: state === 'filed' && i === 0 ? 'now' : 'next', step }));
  const last = use?.impressions.at(-1)?.at;
  const isDone = state === 'completed';
  return [
    ...behind,
    ...waiting,
    { kind: 'authorised', state: use ? 'done' : state === 'approved' ? 'now' : 'next' },
    {
      kind: 'stamping',
      state: isDone ? 'done' : use ? 'now' : 'next',
      made: use?.made ?? 0,
      allowed: use?.allowed ?? request.copies * request.pages.reduce((sum, page) => sum + page.impressions, 0),
      ...(last ? { at: last } : {}),
    },
    { kind: 'completed', state: isDone ? 'done' : 'next', ...(isDone ? { at: request.updatedAt } : {}) },
  ];
}
