import type { ArchiveReport, Incident, UseAccount } from '@yinzheng/ledger';

/** What the person asked the list of uses for; empty: everything. */
export interface Wish {
  readonly text: string;
  readonly seal: string;
  readonly body: string;
  readonly matter: string;
  /** `2026-11`, official time. */
  readonly month: string;
  readonly state: string;
  readonly onlyFlagged: boolean;
}

export const NO_WISH: Wish = { text: '', seal: '', body: '', matter: '', month: '', state: '', onlyFlagged: false };

const MONTH = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' });

/** The month of official time in which an instant lies. */
export const monthOf = (instant: string): string => MONTH.format(new Date(instant)).slice(0, 7);

/** When a use counts: when it was pressed, else when it was asked for. */
export const timeOf = (use: UseAccount): string => use.endedAt ?? use.impressions.at(-1)?.at ?? use.filedAt;

const plainText = (text: string): string => text.toLowerCase().replaceAll(/[\s-]/g, '');

/** The uses that a wish asks for, newest first. */
export function chooseUses({ audit, opened }: ArchiveReport, wish: Wish, flagged: ReadonlySet<string>): readonly UseAccount[] {
  const text = plainText(wish.text);
  const says = (use: UseAccount): boolean => {
    const content = opened.get(use.request)?.content;
    return [use.recordNumber, use.request, content?.title, content?.applicant].some(
      (it) => it !== undefined && plainText(it).includes(text),
    );
  };
  return (audit?.uses ?? [])
    .filter(
      (use) =>
        (wish.seal === '' || use.seal === wish.seal) &&
        (wish.body === '' || use.body === wish.body) &&
        (wish.matter === '' || use.matter.code === wish.matter) &&
        (wish.state === '' || use.state === wish.state) &&
        (wish.month === '' || monthOf(timeOf(use)).startsWith(wish.month)) &&
        (!wish.onlyFlagged || flagged.has(use.request)) &&
        (text === '' || says(use)),
    )
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
}

/** What there is to choose from, each once, in order. */
export const distinct = (values: Iterable<string>): readonly string[] => [...new Set(values)].toSorted();

/** Requests that somebody should look at: those of the incidents, and those in which something does not hold. */
export function flaggedRequests({ audit, problems }: ArchiveReport): ReadonlySet<string> {
  const flagged = new Set((audit?.incidents ?? []).flatMap(({ request }: Incident) => request ?? []));
  const places = new Set(problems.flatMap(({ index }) => index ?? []));
  if (places.size > 0) for (const use of audit?.uses ?? []) if (use.entries.some((index) => places.has(index))) flagged.add(use.request);
  return flagged;
}
