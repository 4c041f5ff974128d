import type { Digest, Instant } from '../encoding.ts';
import type { AuthorisedFacts, FiledFacts } from '../entry.ts';
import { evidenceOf } from '../shapes/evidence.ts';
import type { UseData, UseEvent } from '../shapes/use-data.ts';
import { type ImpressionFacts, type Problem, problem } from './report.ts';

type LoggedEvent = UseEvent & { readonly where: string; readonly at: Instant; readonly boot: number };

interface Sheet {
  readonly page: number;
  readonly copy: number;
}

/** A sheet that may be pressed; `cleared`: by a person, and then only as it lies on the photograph that was looked at. */
interface Passed extends Sheet {
  readonly cleared?: { readonly by: string; readonly at: Instant; readonly photo: Digest };
}

interface Followed {
  readonly impressions: ImpressionFacts[];
  readonly problems: Problem[];
  /** The agent's start in which the sleeve was opened; it is shut again after another start. Null while it is shut. */
  openedIn: number | null;
  sheet: Passed | null;
  /** The sheet that the page check is unsure of, while nobody has answered. */
  asked: (Sheet & { readonly photo: Digest; isVouchedFor: boolean }) | null;
  ended: 'use.closed' | 'use.aborted' | null;
}

/**
 * Follows a use as its records tell it: received as authorised, opened for the right clerk and in time, every press on a
 * sheet that the page check passed, or the clerk cleared with a new finger where the matter allows it, and reserved beforehand, never more than allowed, and counted up truly at the end.
 * Written apart from the machine's own rules, so that a mistake there shows here.
 */
export function followUse(events: readonly LoggedEvent[], filed: FiledFacts, authorised: AuthorisedFacts) {
  const use: Followed = { impressions: [], problems: [], openedIn: null, sheet: null, asked: null, ended: null };
  if (events[0]?.type !== 'auth.received') use.problems.push(problem('use/no-beginning', events[0]?.where ?? 'acts'));
  for (const event of events) {
    const code = follow(use, event, filed, authorised);
    if (code) use.problems.push(problem(code, event.where));
  }
  if (!use.ended) use.problems.push(problem('use/not-ended', events.at(-1)?.where ?? 'acts'));
  return { impressions: use.impressions, isAborted: use.ended === 'use.aborted', problems: use.problems };
}

/** Takes one event into the use; answers with the code of what is wrong with it. */
function follow(use: Followed, event: LoggedEvent, filed: FiledFacts, authorised: AuthorisedFacts): string | null {
  if (use.ended) return 'use/after-end';
  switch (event.type) {
    case 'auth.received': {
      const { request, seal, sleeve, max, jws } = event.data;
      const isSame = request === authorised.request && seal === authorised.seal && sleeve === authorised.sleeve;
      return isSame && max === authorised.max && jws === authorised.jws ? null : 'use/received-otherwise';
    }
    case 'finger.match':
      if (event.data.person !== authorised.clerk) return 'use/other-finger';
      if (use.asked) use.asked.isVouchedFor = true;
      return null;
    case 'use.opened': {
      const { request, seal, sleeve, clerk } = event.data;
      use.openedIn = event.boot;
      use.sheet = null;
      use.asked = null;
      const isSame = request === authorised.request && seal === authorised.seal && sleeve === authorised.sleeve;
      if (!isSame || clerk !== authorised.clerk) return 'use/opened-otherwise';
      return event.at >= authorised.nbf && event.at < authorised.exp ? null : 'use/outside-window';
    }
    case 'use.page':
      return checkPage(use, event);
    case 'use.cleared':
      return clear(use, event, filed, authorised);
    case 'use.reserved':
      return reserve(use, event, filed, authorised);
    case 'use.impression':
      return settle(use, event.data.n, settledBy(event), event.data);
    case 'use.voided':
      return settle(use, event.data.n, { outcome: 'voided', at: event.at });
    case 'use.unknown':
      return settle(use, event.data.n, { outcome: 'unknown', at: event.at });
    case 'use.locked':
      use.openedIn = null;
      use.asked = null;
      return null;
    case 'use.closed':
    case 'use.aborted':
      use.openedIn = null;
      use.ended = event.type;
      return isTrueTally(use.impressions, event.data) && event.data.request === authorised.request ? null : 'use/wrong-count';
  }
}

function checkPage(use: Followed, { data, boot }: Extract<LoggedEvent, { type: 'use.page' }>): string | null {
  const { page, copy, verdict, photo } = data;
  use.sheet = verdict === 'go' ? { page, copy } : null;
  use.asked = verdict === 'ask' && photo !== undefined ? { page, copy, photo, isVouchedFor: false } : null;
  return use.openedIn === boot ? null : 'use/not-open';
}

/** Only what was asked about just now, on that very photograph, by the clerk, whose finger came after the question; and only where the approvers allowed it. */
function clear(
  use: Followed,
  { data, at, boot }: Extract<LoggedEvent, { type: 'use.cleared' }>,
  filed: FiledFacts,
  authorised: AuthorisedFacts,
): string | null {
  const { asked } = use;
  const { page, copy, photo, by } = data;
  use.asked = null;
  use.sheet = { page, copy, cleared: { by, at, photo } };
  if (use.openedIn !== boot) return 'use/not-open';
  if (filed.onDoubt !== 'ask') return 'use/may-not-be-cleared';
  const isAsked = asked?.page === page && asked.copy === copy && asked.photo === photo;
  return isAsked && asked.isVouchedFor && by === authorised.clerk ? null : 'use/cleared-otherwise';
}

function reserve(
  use: Followed,
  { data, at, boot }: Extract<LoggedEvent, { type: 'use.reserved' }>,
  filed: FiledFacts,
  authorised: AuthorisedFacts,
): string | null {
  const { n, page, copy } = data;
  if (n !== use.impressions.length + 1) return 'use/missing-impression';
  const { cleared } = use.sheet ?? {};
  const isPassed = use.sheet?.page === page && use.sheet.copy === copy && (cleared?.photo ?? data.photo) === data.photo;
  const vouched = cleared ? { cleared: { by: cleared.by, at: cleared.at } } : {};
  use.impressions.push({ n, page, copy, outcome: 'reserved', at, before: data.photo, ...vouched });
  if (use.openedIn !== boot) return 'use/not-open';
  if (!isPassed) return 'use/page-not-passed';
  const spent = use.impressions.filter(({ outcome }) => outcome !== 'voided');
  const onSheet = spent.filter((it) => it.page === page && it.copy === copy).length;
  const isAllowed = copy <= filed.copies && onSheet <= (filed.impressions[page - 1] ?? 0);
  return isAllowed && spent.length <= authorised.max ? null : 'use/too-many';
}

type Settled = Pick<ImpressionFacts, 'outcome' | 'at' | 'after' | 'evidence'>;

function settledBy({ data, at }: Extract<LoggedEvent, { type: 'use.impression' }>): Settled {
  const evidence = evidenceOf(data);
  return { outcome: data.outcome, at, after: data.photo, ...(evidence ? { evidence } : {}) };
}

function settle(use: Followed, n: number, settled: Settled, sheet?: { readonly page: number; readonly copy: number }): string | null {
  const reserved = use.impressions[n - 1];
  if (reserved?.outcome !== 'reserved') return 'use/not-reserved';
  use.impressions[n - 1] = { ...reserved, ...settled };
  // The next press on a cleared sheet finds it as this one left it.
  if (use.sheet?.cleared && settled.after) use.sheet = { ...use.sheet, cleared: { ...use.sheet.cleared, photo: settled.after } };
  return !sheet || (sheet.page === reserved.page && sheet.copy === reserved.copy) ? null : 'use/not-reserved';
}

/** What the machine counts at the end: a press without an outcome, or without a mark, is among the unknown. */
function isTrueTally(impressions: readonly ImpressionFacts[], told: UseData['use.closed']): boolean {
  const count = (...outcomes: readonly ImpressionFacts['outcome'][]) =>
    impressions.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const unknown = count('unknown', 'missing', 'reserved');
  return told.made === count('confirmed', 'doubtful') && told.voided === count('voided') && told.unknown === unknown;
}
