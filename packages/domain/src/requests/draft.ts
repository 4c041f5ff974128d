import { type Check, type FiledFacts, fail, pass } from '@yinzheng/ledger';
import type { Matter } from '../matters/matter.ts';
import type { PageDigests, SealOnDuty, Wish } from './request.ts';

const LIMITS = { title: 120, applicant: 60, purpose: 400 } as const;

/** Whether this clerk may ask for this matter under this seal at all: answered before any file is opened. */
export function admitWish(wish: Wish, matter: Matter, seal: SealOnDuty, clerk: string): Check<true> {
  if (matter.kind === 'barred') return fail('matter/barred', { name: matter.name, basis: matter.basis, office: matter.office ?? '—' });
  if (seal.state !== 'in-use') return fail('seal/not-in-use', { seal: seal.name, state: seal.state });
  if (clerk === seal.custodian) return fail('decision/clerk-is-custodian');
  for (const [field, limit] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    const text = wish[field].trim();
    if ((text === '' && field !== 'purpose') || text.length > limit) return fail('request/text-required', { field, limit });
  }
  if (wish.copies < 1 || wish.copies > matter.maxCopies) return fail('request/copies-out-of-range', { limit: matter.maxCopies });
  if (wish.impressions.some((count) => count > matter.maxImpressions))
    return fail('request/copies-out-of-range', { limit: matter.maxImpressions });
  return pass(true);
}

/** Impressions on each of `pages` pages: as wished, or one on the last page. */
export function spreadImpressions(wish: Wish, pages: number): Check<readonly number[]> {
  const wished =
    wish.impressions.length === 0 ? Array.from({ length: pages }, (_, page) => (page === pages - 1 ? 1 : 0)) : wish.impressions;
  const spread = Array.from({ length: pages }, (_, page) => wished[page] ?? 0);
  return spread.some((count) => count > 0) ? pass(spread) : fail('request/nothing-to-stamp');
}

/** Most impressions that these facts allow in all. */
export const allowedImpressions = (filed: Pick<FiledFacts, 'copies' | 'impressions'>): number =>
  filed.copies * filed.impressions.reduce((sum, count) => sum + count, 0);

/** The facts of a request, once its sheet set is fixed. */
export function composeFacts(it: {
  readonly request: string;
  readonly matter: Matter;
  readonly seal: SealOnDuty;
  readonly clerk: string;
  readonly wish: Wish;
  readonly impressions: readonly number[];
  readonly pages: PageDigests;
  readonly content: string;
}): FiledFacts {
  return {
    request: it.request,
    body: it.seal.body,
    division: it.seal.division,
    seal: it.seal.id,
    matter: { code: it.matter.code, version: it.matter.version },
    clerk: it.clerk,
    custodian: it.seal.custodian,
    pages: it.pages,
    copies: it.wish.copies,
    impressions: it.impressions,
    ...(it.matter.onDoubt === 'ask' ? { onDoubt: 'ask' as const } : {}),
    content: it.content,
    steps: it.matter.route.length,
  };
}
