import type { SheetAnswer } from '@yinzheng/contract';
import { recordNumber } from '@yinzheng/ledger';
import { onPhoto } from '@yinzheng/pagecheck';
import { Refused } from '../../../ports/refused.ts';
import type { SealOnPaper } from '../../../ports/sheet-checks.ts';
import { compareSheet, type KnownSheet, readSheet, type SheetTold } from '../../../sheet-checks/mod.ts';
import { Attempts } from '../attempts.ts';
import { Desk } from '../desk.ts';
import type { Needs } from './needs.ts';
import { toErased } from './request-shapes.ts';
import type { AreaHandlers } from './signed-in.ts';

/** Served or waiting at once: with one thread the last of them waits about half a minute. */
const MOST_AT_ONCE = 8;
/** Differing sheets that one page is compared with: enough for a person who tries, too few for one who guesses. */
const DIFFERING = { burst: 10, refillMs: 3_600_000, code: 'sheet-check/too-many-different' } as const;

export function sheetCheckHandlers(ports: Needs): AreaHandlers<'sheetChecks'> {
  const desk = new Desk(MOST_AT_ONCE);
  const differing = new Attempts(DIFFERING);

  async function compared(sheet: KnownSheet): Promise<SheetTold> {
    const key = `${sheet.view.request.id}/${sheet.page.page}`;
    differing.check([key]);
    // Counted before it is known: many guesses at once must not all pass the check.
    differing.fail([key]);
    let isForgiven = true;
    try {
      const told = await compareSheet(ports, sheet);
      isForgiven = told.found === 'same' || told.found === 'unclear' || told.found === 'erased';
      return told;
    } finally {
      if (isForgiven) differing.forgive(key);
    }
  }

  return {
    async check({ files }) {
      const [photo, ...others] = files;
      if (!photo) throw new Refused('upload/none');
      if (others.length > 0) throw new Refused('upload/too-many-pages', { pages: files.length, limit: 1 });
      return desk.serve(async () => {
        const sheet = await readSheet(ports, photo);
        if (typeof sheet === 'string') return { found: sheet, differences: [], seals: [] };
        return toAnswer(sheet, await compared(sheet));
      });
    },
  };
}

/** Field by field: nothing of an approved page reaches the public that is not named here. */
function toAnswer({ view, page, compromisedAt }: KnownSheet, { found, differences, seals, corners }: SheetTold): SheetAnswer {
  const { request } = view;
  const places = corners && onPhoto(corners, page);
  const onPage = view.impressions.filter((it) => it.page === page.page && it.state !== 'voided');
  const copies = new Set(onPage.map(({ copy }) => copy)).size;
  return {
    found,
    ...(found === 'not-genuine'
      ? {}
      : {
          record: {
            code: recordNumber(request.id),
            page: page.page,
            pages: request.filed.pages.length,
            state: request.state,
            seal: view.seal?.name ?? request.filed.seal,
            impressions: copies === 0 ? 0 : Math.round(onPage.length / copies),
            ...(compromisedAt === null ? {} : { keyCompromisedAt: compromisedAt }),
            ...toErased(view.erasure),
          },
        }),
    differences: differences.map(({ kind, certainty, ...box }) => ({ kind, certainty, outline: spots(places?.box(box)) })),
    seals: seals.map((seal) => toSeal(seal, spots(places?.circle(seal.centreMm, seal.diameterMm)))),
  };
}

const toSeal = (
  { diameterMm, coverage, strike, ink, faceText, likeness }: SealOnPaper,
  outline: SheetAnswer['seals'][number]['outline'],
) => ({
  diameterMm,
  coverage,
  strike,
  ink,
  faceText,
  likeness,
  outline,
});

/** A thousandth of the picture is finer than any line that is drawn. */
const spots = (points: readonly { readonly x: number; readonly y: number }[] = []) =>
  points.map(({ x, y }) => ({ x: Math.round(x * 1000) / 1000, y: Math.round(y * 1000) / 1000 }));
