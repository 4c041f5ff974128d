import { impressionsLeft, leftOnPage, pagesLeft } from '@yinzheng/domain';
import { type Check, fail, pass, type Refused } from '@yinzheng/ledger';
import type { FingerprintReader } from '../drivers/port.ts';
import { JournalBroken } from '../journal/journal.ts';
import { awaitFinger, type Finger } from './finger.ts';
import { abandon, type Impressed, impress } from './impress.ts';
import { isWaiting, type Known, tally } from './memory.ts';
import type { PageVerdict, Sheet } from './ports.ts';
import type { ShutReason } from './sleeve-guard.ts';
import type { InTurn } from './turns.ts';
import { commit, type Photo, photograph, type Work } from './work.ts';

export type Phase = 'finger' | 'sheet' | 'checking' | 'ready' | 'pressing' | 'recorded' | 'locked' | 'done' | 'ended';

/** What the person at the machine is in the middle of. */
export interface Session {
  readonly jti: string;
  readonly phase: Phase;
  /** Why the last step did not succeed; cleared by the next that does. */
  readonly refused: Refused | null;
  readonly expected: Sheet | null;
  readonly last: Pick<Impressed, 'n' | 'sheet' | 'outcome'> | null;
  /** When the sleeve shuts by itself, monotonic ms. */
  readonly endsAtMono: number | null;
}

export interface Desk {
  readonly session: Session | null;
  /** Takes a request from the list and waits for its clerk's finger. The answer comes when the finger matched and the sleeve is open, or why not. */
  choose(jti: string): Promise<Check<true>>;
  /** Photographs the sheet and compares it with the page expected now. */
  checkSheet(): Promise<Check<PageVerdict>>;
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
  let session: Session | null = null;
  let photo: Photo | null = null;

  function show(jti: string, phase: Phase, more: Partial<Session> = {}): void {
    const use = work.memory.known(jti)?.use;
    const expected = use && phase !== 'done' && phase !== 'ended' ? (pagesLeft(use)[0] ?? null) : null;
    const last = session?.jti === jti ? session.last : null;
    session = { jti, phase, refused: null, expected, last, endsAtMono: work.guard.endsAtMono, ...more };
    onChange();
  }

  /** Runs an act; whatever breaks on the way shuts the sleeve before anybody hears of it. */
  const safely = <T>(act: () => Promise<Check<T>>): Promise<Check<T>> =>
    inTurn(async () => {
      try {
        return await act();
      } catch (cause) {
        await work.guard.shut();
        const refused =
          cause instanceof JournalBroken ? fail('machine/journal-unwritable') : fail('machine/failed', { detail: `${cause}` });
        photo = null;
        const it = session && work.memory.known(session.jti);
        if (it) await abandon(work, it).catch(() => undefined); // the journal is what broke: the next boot says it instead
        if (session) show(session.jti, 'ended', { refused });
        return refused;
      }
    });

  function current(): Check<{ it: Known; session: Session }> {
    const it = session && work.memory.known(session.jti);
    if (!session || !it || it.use.status !== 'open') return fail(session?.phase === 'locked' ? 'use/window-over' : 'use/not-open');
    return work.guard.isOpen ? pass({ it, session }) : fail('use/window-over');
  }

  /** Shuts, then says so: the safe motion does not wait for the disk. */
  async function lockUse(it: Known, reason: string, refused: Refused): Promise<Refused> {
    await work.guard.shut();
    await commit(work, it, { act: 'lock' }, { draft: { type: 'use.locked', data: { reason } } });
    show(it.jti, 'locked', { refused });
    return refused;
  }

  const onShut = (jti: string) => (reason: ShutReason) =>
    void safely(async () => {
      const it = work.memory.known(jti);
      if (it?.use.status !== 'open' || work.guard.isOpen) return pass(true);
      const refused = reason === 'window' ? fail('use/window-over') : fail('machine/lock-fault', { detail: 'hold' });
      return lockUse(it, reason, refused);
    });

  async function openUse(it: Known, slot: number): Promise<Check<true>> {
    const now = work.time.trusted();
    if (!now.ok) return now;
    const { sleeve, seal, clerk, win, filed } = it.claims;
    const inspected = await work.guard.inspect(sleeve);
    if (!inspected.ok) {
      if (inspected.code === 'use/seal-missing') await work.journal.append({ type: 'seal.missing', jti: it.jti, data: { sleeve, seal } });
      return inspected;
    }
    const match = { type: 'finger.match', jti: it.jti, data: { person: clerk, slot } } as const;
    const draft = { type: 'use.opened', data: { request: filed.request, sleeve, seal, clerk } } as const;
    const opened = await commit(work, it, { act: 'open', now: now.value }, { before: match, draft });
    if (!opened.ok) return opened;
    const held = await work.guard.open(sleeve, win * 1000, onShut(it.jti));
    if (!held.ok) return lockUse(work.memory.known(it.jti) ?? it, 'lock-fault', held);
    photo = null;
    show(it.jti, 'sheet');
    return pass(true);
  }

  async function takeFinger(jti: string, reading: Finger): Promise<Check<true> | 'again'> {
    const it = work.memory.known(jti);
    if (!it || session?.jti !== jti || session.phase !== 'finger') return fail('use/not-open');
    if (!isWaiting(it)) return fail(it.isRevoked ? 'authorisation/revoked' : 'use/not-open');
    if (reading.kind === 'match' && reading.slot === it.claims.fp) {
      // Up to a minute after choosing: the roster that counts is the one of this moment.
      const verified = await verify(it);
      return verified.ok ? openUse(it, reading.slot) : verified;
    }
    const code = reading.kind === 'unreadable' ? 'use/finger-unreadable' : 'use/wrong-finger';
    await work.journal.append({ type: 'finger.fail', jti, data: { code } });
    show(jti, 'finger', { refused: fail(code) });
    return 'again';
  }

  /** Looks for a finger while the session waits for one; each that comes is judged in turn with everything else. */
  const waitForFinger = (jti: string): Promise<Check<true>> => {
    const isAwaited = (): boolean => session?.jti === jti && session.phase === 'finger';
    return awaitFinger(fingerprint, work.clock, isAwaited, async (reading) => {
      let isRefused = false;
      const taken = await safely(async () => {
        const outcome = await takeFinger(jti, reading);
        isRefused = outcome === 'again';
        return outcome === 'again' ? pass(true as const) : outcome;
      });
      return taken.ok && isRefused ? 'again' : taken;
    }).then((opened) => (opened.ok || session?.jti !== jti ? opened : (session.refused ?? opened)));
  };

  return {
    get session() {
      return session;
    },
    async choose(jti) {
      const chosen = await safely(async () => {
        if (session && work.memory.known(session.jti)?.use.status === 'open') return fail('use/another-open');
        const it = work.memory.known(jti);
        if (!it || !isWaiting(it)) return fail(it?.isRevoked ? 'authorisation/revoked' : 'use/not-open');
        const verified = await verify(it);
        if (!verified.ok) return verified;
        const prepared = await work.sheetCheck.prepare(it.claims);
        if (prepared.ok) show(jti, 'finger');
        return prepared;
      });
      if (!chosen.ok) return chosen;
      const opened = await waitForFinger(jti);
      if (!opened.ok && session?.jti === jti && session.phase === 'finger') show(jti, 'ended', { refused: opened });
      return opened;
    },
    checkSheet: () =>
      safely(async () => {
        const now = current();
        if (!now.ok) return now;
        const { it } = now.value;
        const expected = pagesLeft(it.use)[0];
        if (!expected) return fail('use/nothing-left');
        const sheet = { page: expected.page, copy: expected.copy };
        show(it.jti, 'checking');
        const taken = await photograph(work);
        if (!taken.ok) return lockUse(it, 'camera-fault', taken);
        const verdict = await work.sheetCheck.before(it.claims, sheet, taken.value.bytes);
        const data = {
          ...sheet,
          verdict: verdict.verdict,
          photo: taken.value.digest,
          ...(verdict.reasons.length ? { reasons: verdict.reasons } : {}),
        };
        const placed = await commit(work, it, { act: 'page', ...sheet, verdict: verdict.verdict }, { draft: { type: 'use.page', data } });
        if (!placed.ok) return placed;
        const isGo = verdict.verdict === 'go';
        photo = isGo ? taken.value : null;
        const { code = 'use/page-unclear', params = {} } = verdict.refusal ?? {};
        show(it.jti, isGo ? 'ready' : 'sheet', isGo ? {} : { refused: fail(code, { expected: sheet.page, ...params }) });
        return pass(verdict);
      }),
    press: () =>
      safely(async () => {
        const now = current();
        if (!now.ok) return now;
        const { it } = now.value;
        if (!photo || !it.use.sheet) return fail('use/not-open');
        show(it.jti, 'pressing');
        const impressed = await impress(work, it, photo);
        if (!impressed.ok) {
          photo = null;
          const after = work.memory.known(it.jti)?.use;
          show(it.jti, after && impressionsLeft(after) === 0 ? 'ended' : 'locked', { refused: impressed });
          return impressed;
        }
        const { n, sheet, outcome, isLast } = impressed.value;
        const use = work.memory.known(it.jti)?.use ?? it.use;
        const isSheetDone = leftOnPage(use, sheet.page, sheet.copy) === 0;
        photo = isSheetDone ? null : impressed.value.photo;
        show(it.jti, isLast ? 'done' : isSheetDone ? 'recorded' : 'ready', { last: { n, sheet, outcome } });
        return impressed;
      }),
    end: (how, reason = 'clerk', jti = session?.jti ?? '') =>
      safely(async () => {
        const it = work.memory.known(jti);
        if (!it) return fail('use/not-open');
        if (session?.jti === jti) await work.guard.shut();
        if (it.use.status === 'waiting' && reason === 'revoked') {
          if (session?.jti === jti) show(jti, 'ended', { refused: fail('authorisation/revoked') });
          return pass(true); // nothing was opened, so there is nothing to record
        }
        const facts = { request: it.claims.filed.request, ...tally(it.use) };
        const draft =
          how === 'close' ? ({ type: 'use.closed', data: facts } as const) : ({ type: 'use.aborted', data: { ...facts, reason } } as const);
        const ended = await commit(work, it, { act: how }, { draft });
        if (!ended.ok) return ended;
        const refused = reason === 'revoked' ? fail('authorisation/revoked') : null;
        if (session?.jti === jti) show(jti, how === 'close' ? 'done' : 'ended', { refused });
        return pass(true);
      }),
    leave: async () => {
      await safely(async () => {
        const it = session && work.memory.known(session.jti);
        if (it?.use.status === 'open') await lockUse(it, 'left', fail('use/window-over'));
        session = null;
        photo = null;
        onChange();
        return pass(true);
      });
    },
  };
}
