import type { AuthorisationClaims } from '@yinzheng/domain';
import { type Check, type Digest, fail, pass } from '@yinzheng/ledger';
import { type CheckWorkers, decideSheet, readPageCodes, type SealSpecimen, type SheetReport, type SheetWorkers } from '@yinzheng/pagecheck';
import type { DoubtfulPlace, PageVerdict, Sheet, SheetCheck } from '../core/ports.ts';
import type { PageBook } from './page-book.ts';
import { sealMark } from './seal-mark.ts';

const REFUSALS: Readonly<Record<string, string>> = {
  'page/no-page': 'use/no-page',
  'page/no-code': 'use/no-page',
  'page/other-page': 'use/wrong-page',
  'page/differs': 'use/page-altered',
  'page/finger': 'use/finger-on-page',
};

/** Enough to read a record code of 22 mm. */
const CODE_DPI = 150;

interface Approved {
  readonly page: Uint8Array;
  /** The whole text of the record code printed on it: part of what the approvers signed, as the page's digest is in their decisions. */
  readonly code: string;
}

/** The page check on real pixels; the pixels are worked on in threads, so that the sleeve's clock never waits for them. */
export function pixelSheetCheck(
  book: PageBook,
  check: Pick<CheckWorkers, 'checkSheet' | 'checkImpression'>,
  sheets: Pick<SheetWorkers, 'renderPage'>,
): SheetCheck {
  let last: { readonly digest: Digest; readonly approved: Approved } | null = null;

  async function approvedPage(claims: AuthorisationClaims, sheet: Sheet): Promise<Approved | null> {
    const digest = claims.filed.pages[sheet.page - 1];
    if (!digest) return null;
    if (last?.digest === digest) return last.approved;
    const page = await book.page(digest);
    if (!page) return null;
    const raster = await sheets.renderPage(page, CODE_DPI);
    const [seen] = await readPageCodes(raster);
    if (!seen) return null;
    last = { digest, approved: { page, code: seen.text } };
    return last.approved;
  }

  /** The seal as it was filed; without its picture when that cannot be had: then text and size alone are compared. */
  async function specimenOf({ seal: id, face }: AuthorisationClaims): Promise<SealSpecimen | null> {
    if (!face) return null;
    const imprint = face.imprint === undefined ? null : await book.page(face.imprint).catch(() => null);
    return { id, faceText: face.text, diameterMm: face.diameterMm, ...(imprint ? { imprint } : {}) };
  }

  return {
    async prepare(claims): Promise<Check<true>> {
      try {
        const wanted = claims.filed.pages.filter((_, at) => (claims.filed.impressions[at] ?? 0) > 0);
        const pages = await Promise.all(wanted.map((digest) => book.page(digest)));
        await specimenOf(claims); // kept on the disk from now on
        const missing = pages.filter((page) => page === null).length;
        return missing === 0 ? pass(true) : fail('machine/pages-missing', { detail: `${missing}` });
      } catch (cause) {
        return fail('machine/pages-missing', { detail: cause instanceof Error ? cause.message : 'network' });
      }
    },
    async before(claims, sheet, photo): Promise<PageVerdict> {
      try {
        const approved = await approvedPage(claims, sheet);
        if (!approved) return unclear('approved page');
        const specimen = await specimenOf(claims);
        const seals = specimen ? [specimen] : [];
        const report = await check.checkSheet({ photo, page: approved.page, expectedCode: approved.code, seals, pictures: 'crops' });
        const { verdict, reasons } = decideSheet(report, claims.filed.onDoubt ?? 'stop');
        if (verdict === 'go') return { verdict, reasons: [] };
        const code = REFUSALS[reasons[0] ?? ''] ?? 'use/page-unclear';
        const refusal = { code, params: { detail: inWords(report.differences) } };
        // What a finger hides no crop shows: another photograph answers it, not a person.
        if (verdict === 'stop' || reasons.includes('page/finger')) return { verdict: 'stop', reasons, refusal };
        const doubt = doubtOf(report);
        return doubt ? { verdict, reasons, refusal, doubt } : { verdict: 'stop', reasons: [...reasons, 'too-many-places'], refusal };
      } catch (cause) {
        return unclear(cause instanceof Error ? cause.message : 'check'); // what cannot be told is a stop
      }
    },
    async after(claims, sheet, photos) {
      const approved = await approvedPage(claims, sheet);
      const on = approved ? { page: approved.page, expectedCode: approved.code } : {};
      const seal = await specimenOf(claims);
      const { outcome, reasons, newSeals } = await check.checkImpression({ ...photos, ...on, ...(seal ? { seal } : {}) });
      return { outcome, reasons, seals: newSeals.map((seen) => sealMark(seen, seal?.faceText ?? null)) };
    },
  };
}

const unclear = (detail: string): PageVerdict => ({
  verdict: 'stop',
  reasons: ['check-failed'],
  refusal: { code: 'use/page-unclear', params: { detail } },
});

/** Everything in doubt with its pictures; null when a place has none: what nobody can look at, nobody can clear. */
function doubtOf({ differences, crops }: Pick<SheetReport, 'differences' | 'crops'>): readonly DoubtfulPlace[] | null {
  const places = differences.map(({ kind, leftMm, topMm, widthMm, heightMm, text }, at): DoubtfulPlace | null => {
    const crop = crops[at];
    if (![leftMm, topMm, widthMm, heightMm].every(Number.isFinite)) throw new RangeError('a place without measures');
    const box = { kind, leftMm, topMm, widthMm, heightMm, ...(text ? { text } : {}) };
    return crop ? { ...box, approved: crop.approved, seen: crop.seen } : null;
  });
  return places.every((place) => place !== null) ? places : null;
}

/** Where a person should look, in millimetres from the upper left corner of the page, and what was read there. */
const inWords = (differences: SheetReport['differences']): string =>
  differences
    .slice(0, 3)
    .map(({ leftMm, topMm, text }) => {
      const read = text ? ` ${text.approved || '—'} → ${text.seen || '—'}` : '';
      return `(${Math.round(leftMm)}, ${Math.round(topMm)}) mm${read}`;
    })
    .join(' ');
