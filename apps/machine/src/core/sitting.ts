import { pagesLeft } from '@yinzheng/domain';
import { type Check, fail, pass, type Refused } from '@yinzheng/ledger';
import { JournalBroken } from '../journal/journal.ts';
import { abandon, type Impressed } from './impress.ts';
import type { Known } from './memory.ts';
import type { DoubtfulPlace, Sheet } from './ports.ts';
import type { InTurn } from './turns.ts';
import { commit, type Photo, type Work } from './work.ts';

export type Phase =
  | 'finger'
  | 'sheet'
  | 'checking'
  | 'asked'
  | 'vouching'
  | 'ready'
  | 'pressing'
  | 'recorded'
  | 'locked'
  | 'done'
  | 'ended';

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

/** What the clerk is asked: whether the sheet on this photograph is the approved page. The sleeve is shut meanwhile. */
export interface Question {
  readonly jti: string;
  readonly sheet: Sheet;
  readonly photo: Photo;
  readonly places: readonly DoubtfulPlace[];
  /** Ends the wait for an answer. */
  readonly callOff: () => void;
}

/** Who sits at the machine and what lies in it: shared by the acts of the desk, which run one after another. */
export interface Sitting {
  session: Session | null;
  /** The sheet as it lies there, once it may be pressed. */
  photo: Photo | null;
  question: Question | null;
  show(jti: string, phase: Phase, more?: Partial<Session>): void;
  /** Back to the list. */
  clear(): void;
  /** Runs an act in its turn; whatever breaks on the way shuts the sleeve before anybody hears of it. */
  safely<T>(act: () => Promise<Check<T>>): Promise<Check<T>>;
  /** Shuts, then says so: the safe motion does not wait for the disk. */
  lockUse(it: Known, reason: string, refused: Refused): Promise<Refused>;
  /** Holds the sleeve open for the authorisation's window; when it shuts by itself, the use is locked. */
  openSleeve(it: Known): Promise<Check<true>>;
}

/** Phases in which a question stays open. */
const ASKING: readonly Phase[] = ['asked', 'vouching'];

export function openSitting(work: Work, inTurn: InTurn, onChange: () => void): Sitting {
  function dropQuestion(): void {
    sitting.question?.callOff();
    sitting.question = null;
  }

  const sitting: Sitting = {
    session: null,
    photo: null,
    question: null,
    show(jti, phase, more = {}) {
      const use = work.memory.known(jti)?.use;
      const expected = use && phase !== 'done' && phase !== 'ended' ? (pagesLeft(use)[0] ?? null) : null;
      const last = sitting.session?.jti === jti ? sitting.session.last : null;
      if (!ASKING.includes(phase)) dropQuestion();
      sitting.session = { jti, phase, refused: null, expected, last, endsAtMono: work.guard.endsAtMono, ...more };
      onChange();
    },
    clear() {
      sitting.session = null;
      sitting.photo = null;
      dropQuestion();
      onChange();
    },
    safely: (act) =>
      inTurn(async () => {
        try {
          return await act();
        } catch (cause) {
          await work.guard.shut();
          const refused =
            cause instanceof JournalBroken ? fail('machine/journal-unwritable') : fail('machine/failed', { detail: `${cause}` });
          sitting.photo = null;
          const { session } = sitting;
          const it = session && work.memory.known(session.jti);
          if (it) await abandon(work, it).catch(() => undefined); // the journal is what broke: the next boot says it instead
          if (session) sitting.show(session.jti, 'ended', { refused });
          return refused;
        }
      }),
    async lockUse(it, reason, refused) {
      await work.guard.shut();
      sitting.photo = null;
      await commit(work, it, { act: 'lock' }, { draft: { type: 'use.locked', data: { reason } } });
      sitting.show(it.jti, 'locked', { refused });
      return refused;
    },
    async openSleeve(it) {
      const held = await work.guard.open(it.claims.sleeve, it.claims.win * 1000, (reason) => {
        void sitting.safely(async () => {
          const now = work.memory.known(it.jti);
          // Shut on purpose in the meantime: because the sheet is in question, or because it is over.
          if (now?.use.status !== 'open' || now.use.asked || work.guard.isOpen) return pass(true);
          const refused = reason === 'window' ? fail('use/window-over') : fail('machine/lock-fault', { detail: 'hold' });
          return sitting.lockUse(now, reason, refused);
        });
      });
      return held.ok ? held : sitting.lockUse(work.memory.known(it.jti) ?? it, 'lock-fault', held);
    },
  };
  return sitting;
}
