import { type Check, fail, pass } from '@yinzheng/ledger';
import type { AuthorisationClaims } from '../authorisations/claims.ts';

/** `reserved` is spent: only a press that certainly did not happen is `voided` and may be made again. */
export type ImpressionState = 'reserved' | 'confirmed' | 'doubtful' | 'voided' | 'unknown';

export interface Impression {
  /** Counts the reservations of one authorisation, from 1; never used twice. */
  readonly n: number;
  /** From 1. */
  readonly page: number;
  /** From 1. */
  readonly copy: number;
  readonly state: ImpressionState;
}

/** One stamping session under one authorisation, as far as the rules care. */
export interface UseState {
  readonly claims: AuthorisationClaims;
  readonly status: 'waiting' | 'open' | 'locked' | 'closed' | 'aborted';
  /** The sheet that the page check last passed; cleared once its impressions are made. */
  readonly sheet: { readonly page: number; readonly copy: number } | null;
  readonly impressions: readonly Impression[];
}

export type UseAct =
  | { readonly act: 'open'; readonly now: Date }
  | { readonly act: 'lock' }
  | { readonly act: 'page'; readonly page: number; readonly copy: number; readonly verdict: 'go' | 'stop' | 'ask' }
  | { readonly act: 'reserve' }
  | { readonly act: 'confirm'; readonly n: number; readonly outcome: 'confirmed' | 'doubtful' }
  | { readonly act: 'void'; readonly n: number }
  | { readonly act: 'unknown'; readonly n: number }
  | { readonly act: 'close' }
  | { readonly act: 'abort' };

export const startUse = (claims: AuthorisationClaims): UseState => ({ claims, status: 'waiting', sheet: null, impressions: [] });

const spent = (state: UseState): readonly Impression[] => state.impressions.filter((it) => it.state !== 'voided');

/** Impressions that may still be made. */
export const impressionsLeft = (state: UseState): number => state.claims.max - spent(state).length;

/** Impressions still to be made on one page of one copy. */
export function leftOnPage(state: UseState, page: number, copy: number): number {
  const asked = copy >= 1 && copy <= state.claims.filed.copies ? (state.claims.filed.impressions[page - 1] ?? 0) : 0;
  return Math.max(0, asked - spent(state).filter((it) => it.page === page && it.copy === copy).length);
}

/** The sheets that still want an impression, in the order in which they are asked for: copy by copy, page by page. */
export function pagesLeft(state: UseState): readonly { readonly page: number; readonly copy: number; readonly left: number }[] {
  const { copies, impressions } = state.claims.filed;
  const sheets = Array.from({ length: copies }, (_, copy) =>
    impressions.map((_count, page) => ({ page: page + 1, copy: copy + 1 })),
  ).flat();
  return sheets.map((sheet) => ({ ...sheet, left: leftOnPage(state, sheet.page, sheet.copy) })).filter(({ left }) => left > 0);
}

/**
 * The state after an act, or why it may not happen. Replaying a journal through this gives the state again, so
 * impressions ≤ allowed holds for every order of acts and every cut between them.
 */
export function decideUse(state: UseState, act: UseAct): Check<UseState> {
  switch (act.act) {
    case 'open':
      return openUse(state, act.now);
    case 'lock':
      return pass(state.status === 'open' ? { ...state, status: 'locked', sheet: null } : state);
    case 'page':
      return placeSheet(state, act);
    case 'reserve':
      return reserve(state);
    case 'confirm':
      return settle(state, act.n, act.outcome);
    case 'void':
      return settle(state, act.n, 'voided');
    case 'unknown':
      return settle(state, act.n, 'unknown');
    case 'close':
    case 'abort':
      if (state.status === 'closed' || state.status === 'aborted') return fail('use/not-open');
      return pass({ ...state, status: act.act === 'close' ? 'closed' : 'aborted', sheet: null });
  }
}

function openUse(state: UseState, now: Date): Check<UseState> {
  if (state.status === 'closed' || state.status === 'aborted') return fail('use/not-open');
  const at = now.getTime() / 1000;
  if (at < state.claims.nbf) return fail('authorisation/not-yet');
  if (at >= state.claims.exp) return fail('authorisation/expired');
  if (impressionsLeft(state) === 0) return fail('use/nothing-left');
  return pass({ ...state, status: 'open', sheet: null });
}

function placeSheet(state: UseState, { page, copy, verdict }: Extract<UseAct, { act: 'page' }>): Check<UseState> {
  if (state.status !== 'open') return fail('use/not-open');
  if (verdict !== 'go') return pass({ ...state, sheet: null });
  return leftOnPage(state, page, copy) > 0 ? pass({ ...state, sheet: { page, copy } }) : fail('use/nothing-left');
}

function reserve(state: UseState): Check<UseState> {
  if (state.status !== 'open' || state.sheet === null) return fail('use/not-open');
  if (impressionsLeft(state) === 0 || leftOnPage(state, state.sheet.page, state.sheet.copy) === 0) return fail('use/nothing-left');
  if (state.impressions.some((it) => it.state === 'reserved')) return fail('use/another-open');
  const reserved: Impression = { n: state.impressions.length + 1, ...state.sheet, state: 'reserved' };
  return pass({ ...state, impressions: [...state.impressions, reserved] });
}

function settle(state: UseState, n: number, outcome: Exclude<ImpressionState, 'reserved'>): Check<UseState> {
  const reserved = state.impressions[n - 1];
  if (reserved?.state !== 'reserved') return fail('use/not-open');
  return pass({ ...state, impressions: state.impressions.map((it) => (it.n === n ? { ...it, state: outcome } : it)) });
}
