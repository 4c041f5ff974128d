import { type Bilingual, isErrorCode, type Problem, problem } from '@yinzheng/contract';
import { impressionsLeft, pagesLeft } from '@yinzheng/domain';
import { type Refused, type RequestContent, recordNumber } from '@yinzheng/ledger';
import type { MachineCore } from '../core/machine.ts';
import { isWaiting, type Known, tally } from '../core/memory.ts';
import type { Phase, Question } from '../core/sitting.ts';

/** One request on the waiting list. */
export interface Waiting {
  readonly jti: string;
  /** What people read: `K7QF-2M9D`. */
  readonly record: string;
  readonly request: string;
  /** The title that the approvers signed. */
  readonly title: string;
  /** Name of the seal, with its body. */
  readonly seal: string;
  readonly pages: number;
  readonly copies: number;
  readonly left: number;
  readonly max: number;
  readonly isBegun: boolean;
}

/** A place that the clerk must look at. */
export interface PlaceView {
  readonly kind: string;
  /** Addresses of the same box of the approved page and of the sheet. */
  readonly approved: string;
  readonly seen: string;
  readonly text: { readonly approved: string; readonly seen: string } | null;
}

/** Everything that the machine's screen shows; sent whole at every change. */
export interface ScreenView {
  readonly machine: { readonly id: string; readonly name: string; readonly isOnline: boolean; readonly isEmulated: boolean };
  readonly problem: Problem | null;
  readonly waiting: readonly Waiting[];
  readonly session:
    | (Waiting & {
        readonly phase: Phase;
        readonly expected: { readonly page: number; readonly copy: number; readonly left: number; readonly picture: string } | null;
        readonly made: number;
        readonly sleeve: number;
        readonly endsInMs: number | null;
        readonly refused: Problem | null;
        /** What the clerk is asked: is this the page? */
        readonly asked: readonly PlaceView[] | null;
        readonly last: { readonly n: number; readonly page: number; readonly copy: number; readonly outcome: string } | null;
      })
    | null;
}

export interface ViewParts {
  readonly core: MachineCore;
  readonly name: { readonly machine: string; readonly id: string; readonly seals: ReadonlyMap<string, string> };
  readonly isEmulated: boolean;
  readonly isOnline: () => boolean;
  readonly monoMs: () => number;
}

/** The sentences of a refusal; a code that the contract does not list is shown as it is. */
export function problemOf({ code, params }: Refused): Problem {
  if (isErrorCode(code)) return problem(code, params);
  const plain: Bilingual = { zh: `${code} ${JSON.stringify(params ?? {})}`, en: code };
  return { ...problem('server/unexpected', { incident: code }), message: plain };
}

const titleOf = (it: Known): string => (it.claims.content.value as RequestContent).title;

const placesOf = ({ photo, places }: Question): readonly PlaceView[] =>
  places.map(({ kind, text }, at) => {
    const crop = `/crops/${photo.digest}/${at}`;
    return { kind, approved: `${crop}/approved`, seen: `${crop}/seen`, text: text ?? null };
  });

export function viewOf({ core, name, isEmulated, isOnline, monoMs }: ViewParts): ScreenView {
  const now = core.time.read().wall.getTime() / 1000;
  const waitingOf = (it: Known): Waiting => ({
    jti: it.jti,
    record: recordNumber(it.claims.filed.request),
    request: it.claims.filed.request,
    title: titleOf(it),
    seal: name.seals.get(it.claims.seal) ?? it.claims.seal,
    pages: it.claims.filed.pages.length,
    copies: it.claims.filed.copies,
    left: impressionsLeft(it.use),
    max: it.claims.max,
    isBegun: it.use.impressions.length > 0,
  });
  const { session } = core.desk;
  const it = session && core.memory.known(session.jti);
  const sheet = session?.expected ?? null;
  const left = it && sheet ? pagesLeft(it.use).find(({ page, copy }) => page === sheet.page && copy === sheet.copy)?.left : undefined;
  const trusted = core.time.trusted();
  return {
    machine: { id: name.id, name: name.machine, isOnline: isOnline(), isEmulated },
    problem: trusted.ok ? null : problemOf(trusted),
    waiting: core.memory
      .all()
      .filter((known) => isWaiting(known) && known.claims.exp > now)
      .map(waitingOf),
    session:
      session && it
        ? {
            ...waitingOf(it),
            phase: session.phase,
            expected: sheet ? { ...sheet, left: left ?? 0, picture: `/pages/${it.claims.filed.pages[sheet.page - 1]}` } : null,
            made: tally(it.use).made,
            sleeve: it.claims.sleeve,
            endsInMs: session.endsAtMono === null ? null : Math.max(0, Math.round(session.endsAtMono - monoMs())),
            refused: session.refused ? problemOf(session.refused) : null,
            asked: core.desk.question && placesOf(core.desk.question),
            last: session.last ? { n: session.last.n, ...session.last.sheet, outcome: session.last.outcome } : null,
          }
        : null,
  };
}
