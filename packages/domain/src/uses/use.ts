import { type Check, type Digest, fail, pass } from '@yinzheng/ledger';
import type { AuthorisationClaims } from '../authorisations/claims.ts';

/** `reserved` is spent: only a press that certainly did not happen is `voided` and may be made again. */
export type ImpressionState = 'reserved' | 'confirmed' | 'doubtful' | 'missing' | 'voided' | 'unknown';

export interface Impression {
  /** Counts the reservations of one authorisation, from 1; never used twice. */
  readonly n: number;
  /** From 1. */
  readonly page: number;
  /** From 1. */
  readonly copy: number;
  readonly state: ImpressionState;
}

/** One sheet on one photograph. */
export interface Photographed {
  readonly page: number;
  readonly copy: number;
  readonly photo: Digest;
}

/** One stamping session under one authorisation, as far as the rules care. */
export interface UseState {
  readonly claims: AuthorisationClaims;
  readonly status: 'waiting' | 'open' | 'locked' | 'closed' | 'aborted';
  /** The sheet that may be pressed, as it lies on `photo`: the page check passed it, or the clerk vouched for it. */
  readonly sheet: Photographed | null;
  /** The sheet that the page check is unsure of, until it is cleared or anything else happens. */
  readonly asked: Photographed | null;
  readonly impressions: readonly Impression[];
}

export type UseAct =
  | { readonly act: 'open'; readonly now: Date }
  | { readonly act: 'lock' }
  | ({ readonly act: 'page'; readonly verdict: 'go' | 'stop' | 'ask' } & Photographed)
  /** The clerk has looked at every place that the page check asked about, and vouches for the sheet with a new finger. */
  | ({ readonly act: 'clear' } & Photographed)
  | { readonly act: 'reserve'; readonly photo: Digest }
  | { readonly act: 'confirm'; readonly n: number; readonly outcome: 'confirmed' | 'doubtful' | 'missing'; readonly photo: Digest }
  | { readonly act: 'void'; readonly n: number }
  | { readonly act: 'unknown'; readonly n: number }
  | { readonly act: 'close' }
  | { readonly act: 'abort' };

export const startUse = (claims: AuthorisationClaims): UseState => ({
  claims,
  status: 'waiting',
  sheet: null,
  asked: null,
  impressions: [],
});

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

/** Nothing in the machine may be pressed. */
const NO_SHEET = { sheet: null, asked: null } as const;

/**
 * The state after an act, or why it may not happen. Replaying a journal through this gives the state again, so
 * impressions ≤ allowed, and no press on a sheet that neither the check passed nor the clerk cleared, hold for every order of acts and
 * every cut between them.
 */
export function decideUse(state: UseState, act: UseAct): Check<UseState> {
  switch (act.act) {
    case 'open':
      return openUse(state, act.now);
    case 'lock':
      return pass(state.status === 'open' ? { ...state, status: 'locked', ...NO_SHEET } : state);
    case 'page':
      return placeSheet(state, act);
    case 'clear':
      return clear(state, act);
    case 'reserve':
      return reserve(state, act.photo);
    case 'confirm':
      return confirm(state, act);
    case 'void':
      return settle(state, act.n, 'voided');
    case 'unknown':
      return settle(state, act.n, 'unknown');
    case 'close':
    case 'abort':
      if (state.status === 'closed' || state.status === 'aborted') return fail('use/not-open');
      return pass({ ...state, status: act.act === 'close' ? 'closed' : 'aborted', ...NO_SHEET });
  }
}

function openUse(state: UseState, now: Date): Check<UseState> {
  if (state.status === 'closed' || state.status === 'aborted') return fail('use/not-open');
  const at = now.getTime() / 1000;
  if (at < state.claims.nbf) return fail('authorisation/not-yet');
  if (at >= state.claims.exp) return fail('authorisation/expired');
  if (impressionsLeft(state) === 0) return fail('use/nothing-left');
  return pass({ ...state, status: 'open', ...NO_SHEET });
}

function placeSheet(state: UseState, { page, copy, photo, verdict }: Extract<UseAct, { act: 'page' }>): Check<UseState> {
  if (state.status !== 'open') return fail('use/not-open');
  if (verdict === 'stop') return pass({ ...state, ...NO_SHEET });
  if (leftOnPage(state, page, copy) === 0) return fail('use/nothing-left');
  return pass({ ...state, ...NO_SHEET, [verdict === 'go' ? 'sheet' : 'asked']: { page, copy, photo } });
}

/** Doubt is put to a person only where the approvers signed that it may be; what was not asked about just now is not cleared. */
function clear(state: UseState, { page, copy, photo }: Extract<UseAct, { act: 'clear' }>): Check<UseState> {
  const { status, asked, claims } = state;
  if (status !== 'open' || asked === null) return fail('use/nothing-asked');
  if (claims.filed.onDoubt !== 'ask') return fail('use/may-not-be-cleared');
  if (asked.page !== page || asked.copy !== copy || asked.photo !== photo) return fail('use/nothing-asked');
  return pass({ ...state, sheet: asked, asked: null });
}

/** `photo` is the sheet as it lies there now: as it was passed, or as the press before left it. */
function reserve(state: UseState, photo: Digest): Check<UseState> {
  if (state.status !== 'open' || state.sheet === null || state.sheet.photo !== photo) return fail('use/not-open');
  if (impressionsLeft(state) === 0 || leftOnPage(state, state.sheet.page, state.sheet.copy) === 0) return fail('use/nothing-left');
  if (state.impressions.some((it) => it.state === 'reserved')) return fail('use/another-open');
  const { page, copy } = state.sheet;
  const reserved: Impression = { n: state.impressions.length + 1, page, copy, state: 'reserved' };
  return pass({ ...state, impressions: [...state.impressions, reserved] });
}

function confirm(state: UseState, { n, outcome, photo }: Extract<UseAct, { act: 'confirm' }>): Check<UseState> {
  const settled = settle(state, n, outcome);
  if (!settled.ok || state.sheet === null) return settled;
  return pass({ ...settled.value, sheet: { ...state.sheet, photo } });
}

function settle(state: UseState, n: number, outcome: Exclude<ImpressionState, 'reserved'>): Check<UseState> {
  const reserved = state.impressions[n - 1];
  if (reserved?.state !== 'reserved') return fail('use/not-open');
  return pass({ ...state, impressions: state.impressions.map((it) => (it.n === n ? { ...it, state: outcome } : it)) });
}
