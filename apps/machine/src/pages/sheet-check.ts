import type { AuthorisationClaims } from '@yinzheng/domain';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { PageVerdict, Sheet, SheetCheck } from '../core/ports.ts';
import type { PageBook } from './page-book.ts';
import type { PageJobs } from './page-jobs.ts';
import type { Thread } from './thread.ts';

/** Less new red ink than this is no impression that anybody could vouch for. */
const LEAST_INK_MM2 = 60;

const REFUSALS: Readonly<Record<string, string>> = {
  'page/no-code': 'use/no-page',
  'page/other-page': 'use/wrong-page',
  'page/differs': 'use/page-altered',
};

/** The page check on real pixels, in a thread of its own. */
export function pixelSheetCheck(book: PageBook, thread: Pick<Thread<PageJobs>, 'run'>): SheetCheck {
  const pageOf = async (claims: AuthorisationClaims, { page }: Sheet): Promise<Uint8Array | null> => {
    const digest = claims.filed.pages[page - 1];
    return digest ? book.page(digest) : null;
  };

  return {
    async prepare(claims): Promise<Check<true>> {
      try {
        const wanted = claims.filed.pages.filter((_, at) => (claims.filed.impressions[at] ?? 0) > 0);
        const pages = await Promise.all(wanted.map((digest) => book.page(digest)));
        const missing = pages.filter((page) => page === null).length;
        return missing === 0 ? pass(true) : fail('machine/pages-missing', { detail: `${missing}` });
      } catch (cause) {
        return fail('machine/pages-missing', { detail: cause instanceof Error ? cause.message : 'network' });
      }
    },
    async before(claims, sheet, photo): Promise<PageVerdict> {
      const page = await pageOf(claims, sheet);
      const unclear = (detail: string): PageVerdict => ({
        verdict: 'stop',
        reasons: ['check-failed'],
        refusal: { code: 'use/page-unclear', params: { detail } },
      });
      if (!page) return unclear('page');
      try {
        const expectedCode = await thread.run('readCode', page);
        if (expectedCode === null) return unclear('code');
        const { verdict, reasons, differences } = await thread.run('checkSheet', { photo, page, expectedCode });
        if (verdict === 'go') return { verdict, reasons: [] };
        const code = REFUSALS[reasons[0] ?? ''] ?? 'use/page-unclear';
        return { verdict, reasons, refusal: { code, params: { detail: placesOf(differences) } } };
      } catch (cause) {
        return unclear(cause instanceof Error ? cause.message : 'check'); // what cannot be told is a stop
      }
    },
    async after(_claims, _sheet, { before, after }) {
      return (await thread.run('newInkMm2', before, after)) >= LEAST_INK_MM2 ? 'confirmed' : 'doubtful';
    },
  };
}

/** Where a person should look, in millimetres from the upper left corner of the page. */
const placesOf = (differences: readonly { readonly leftMm: number; readonly topMm: number }[]): string =>
  differences
    .slice(0, 3)
    .map(({ leftMm, topMm }) => `(${Math.round(leftMm)}, ${Math.round(topMm)}) mm`)
    .join(' ');
