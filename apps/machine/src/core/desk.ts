import { impressionsLeft, leftOnPage, pagesLeft } from '@yinzheng/domain';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { FingerprintReader } from '../drivers/port.ts';
import { answerable, ask, placesOf, refuseSheet, settleDoubt, vouch } from './ask.ts';
import { deskFingers } from './desk-fingers.ts';
import { type Impressed, impress } from './impress.ts';
import { isWaiting, type Known, tally } from './memory.ts';
import type { PageVerdict } from './ports.ts';
import { openSitting, type Question, type Session } from './sitting.ts';
import { inspectSleeve } from './sleeve.ts';
import type { InTurn } from './turns.ts';
import { commit, photograph, type Work } from './work.ts';

export interface Desk {
  readonly session: Session | null;
  /** What the clerk is asked now. */
  readonly question: Question | null;
  /** Takes a request from the list and waits for its clerk's finger. The answer comes when the finger matched and the sleeve is open, or why not. */
  choose(jti: string): Promise<Check<true>>;
  /** Photographs the sheet and compares it with the page expected now. What it is unsure of becomes the question. */
  checkSheet(): Promise<Check<PageVerdict>>;
  /** The clerk has looked at these places of the question, which must be all, and vouches for the sheet: the answer comes with the clerk's finger, or why not. */
  clearSheet(looked: readonly number[]): Promise<Check<true>>;
  /** The clerk says that the sheet is not the page. */
  refuseSheet(): Promise<Check<true>>;
  /** Lets the seal down once on the sheet that was checked. */
  press(): Promise<Check<Impressed>>;
  /** Ends the use before all impressions are made: `close` leaves the rest unused, `abort` says that something was wrong. */
  end(how: 'close' | 'abort', reason?: 'clerk' | 'revoked', jti?: string): Promise<Check<true>>;
  /** Back to the list; shuts the sleeve, and the use can go on later with a new finger. */
  leave(): Promise<void>;
}

export interface DeskParts {
  readonly work: Work;
  readonly fingerprint: FingerprintReader;
  readonly inTurn: InTurn;
  /** Everything that the machine checks by itself before it believes an authorisation, again at the moment of use. */
  readonly verify: (it: Known) => Promise<Check<unknown>>;
  readonly onChange: () => void;
}

export function openDesk({ work, fingerprint, inTurn, verify, onChange }: DeskParts): Desk {
  const sitting = openSitting(work, inTurn, onChange);
  const { show, safely, lockUse } = sitting;
  const waitForFinger = deskFingers({ work, sitting, fingerprint, verify });

  function current(): Check<Known> {
    const { session } = sitting;
    const it = session && work.memory.known(session.jti);
    if (!session || !it || it.use.status !== 'open') return fail(session?.phase === 'locked' ? 'use/window-over' : 'use/not-open');
    if (sitting.question) return fail('use/answer-first');
    return work.guard.isOpen ? pass(it) : fail('use/window-over');
  }

  async function openUse(it: Known, slot: number): Promise<Check<true>> {
    const now = work.time.trusted();
    if (!now.ok) return now;
    const inspected = await inspectSleeve(work, it);
    if (!inspected.ok) return inspected;
    const { sleeve, seal, clerk, filed } = it.claims;
    const match = { type: 'finger.match', jti: it.jti, data: { person: clerk, slot } } as const;
    const draft = { type: 'use.opened', data: { request: filed.request, sleeve, seal, clerk } } as const;
    const opened = await commit(work, it, { act: 'open', now: now.value }, { before: match, draft });
    if (!opened.ok) return opened;
    const held = await sitting.openSleeve(it);
    if (!held.ok) return held;
    sitting.photo = null;
    show(it.jti, 'sheet');
    return pass(true);
  }

  return {
    get session() {
      return sitting.session;
    },
    get question() {
      return sitting.question;
    },
    async choose(jti) {
      const chosen = await safely(async () => {
        if (sitting.session && work.memory.known(sitting.session.jti)?.use.status === 'open') return fail('use/another-open');
        const it = work.memory.known(jti);
        if (!it || !isWaiting(it)) return fail(it?.isRevoked ? 'authorisation/revoked' : 'use/not-open');
        const verified = await verify(it);
        if (!verified.ok) return verified;
        const prepared = await work.sheetCheck.prepare(it.claims);
        if (prepared.ok) show(jti, 'finger');
        return prepared;
      });
      if (!chosen.ok) return chosen;
      const opened = await waitForFinger(jti, 'finger', openUse);
      if (!opened.ok && sitting.session?.jti === jti && sitting.session.phase === 'finger') show(jti, 'ended', { refused: opened });
      return opened;
    },
    checkSheet: () =>
      safely(async () => {
        const now = current();
        if (!now.ok) return now;
        const it = now.value;
        const expected = pagesLeft(it.use)[0];
        if (!expected) return fail('use/nothing-left');
        const sheet = { page: expected.page, copy: expected.copy };
        show(it.jti, 'checking');
        const taken = await photograph(work);
        if (!taken.ok) return lockUse(it, 'camera-fault', taken);
        const verdict = settleDoubt(it.claims, await work.sheetCheck.before(it.claims, sheet, taken.value.bytes));
        const { reasons, doubt = [] } = verdict;
        if (verdict.verdict === 'ask') await work.guard.shut();
        const placed = { ...sheet, verdict: verdict.verdict, photo: taken.value.digest };
        const said = { ...(reasons.length ? { reasons } : {}), ...(doubt.length ? { places: placesOf(doubt) } : {}) };
        const done = await commit(work, it, { act: 'page', ...placed }, { draft: { type: 'use.page', data: { ...placed, ...said } } });
        if (!done.ok) return done;
        sitting.photo = verdict.verdict === 'go' ? taken.value : null;
        if (verdict.verdict === 'ask') {
          ask(work, sitting, it, { sheet, photo: taken.value, places: doubt });
          return pass(verdict);
        }
        const { code = 'use/page-unclear', params = {} } = verdict.refusal ?? {};
        if (sitting.photo) show(it.jti, 'ready');
        else show(it.jti, 'sheet', { refused: fail(code, { expected: sheet.page, ...params }) });
        return pass(verdict);
      }),
    async clearSheet(looked) {
      const asked = await safely(async () => {
        const question = answerable(sitting, looked);
        if (question.ok) show(question.value.jti, 'vouching');
        return question;
      });
      if (!asked.ok) return asked;
      const { jti } = asked.value;
      const vouched = await waitForFinger(jti, 'vouching', (it, slot) => vouch(work, sitting, it, slot));
      if (!vouched.ok && sitting.question === asked.value) show(jti, 'asked', { refused: vouched });
      return vouched;
    },
    refuseSheet: () => safely(() => refuseSheet(work, sitting)),
    press: () =>
      safely(async () => {
        const now = current();
        if (!now.ok) return now;
        const it = now.value;
        if (!sitting.photo || !it.use.sheet) return fail('use/not-open');
        show(it.jti, 'pressing');
        const impressed = await impress(work, it, sitting.photo);
        if (!impressed.ok) {
          sitting.photo = null;
          const after = work.memory.known(it.jti)?.use;
          show(it.jti, after && impressionsLeft(after) === 0 ? 'ended' : 'locked', { refused: impressed });
          return impressed;
        }
        const { n, sheet, outcome, isLast } = impressed.value;
        const use = work.memory.known(it.jti)?.use ?? it.use;
        const isSheetDone = leftOnPage(use, sheet.page, sheet.copy) === 0;
        sitting.photo = isSheetDone ? null : impressed.value.photo;
        show(it.jti, isLast ? 'done' : isSheetDone ? 'recorded' : 'ready', { last: { n, sheet, outcome } });
        return impressed;
      }),
    end: (how, reason = 'clerk', jti = sitting.session?.jti ?? '') =>
      safely(async () => {
        const it = work.memory.known(jti);
        if (!it) return fail('use/not-open');
        const isHere = sitting.session?.jti === jti;
        if (isHere) await work.guard.shut();
        if (it.use.status === 'waiting' && reason === 'revoked') {
          if (isHere) show(jti, 'ended', { refused: fail('authorisation/revoked') });
          return pass(true); // nothing was opened, so there is nothing to record
        }
        const facts = { request: it.claims.filed.request, ...tally(it.use) };
        const draft =
          how === 'close' ? ({ type: 'use.closed', data: facts } as const) : ({ type: 'use.aborted', data: { ...facts, reason } } as const);
        const ended = await commit(work, it, { act: how }, { draft });
        if (!ended.ok) return ended;
        const refused = reason === 'revoked' ? fail('authorisation/revoked') : null;
        if (isHere) show(jti, how === 'close' ? 'done' : 'ended', { refused });
        return pass(true);
      }),
    leave: async () => {
      await safely(async () => {
        const it = sitting.session && work.memory.known(sitting.session.jti);
        if (it?.use.status === 'open') await lockUse(it, 'left', fail('use/window-over'));
        sitting.clear();
        return pass(true);
      });
    },
  };
}
