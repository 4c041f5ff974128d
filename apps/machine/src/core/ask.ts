import type { AuthorisationClaims } from '@yinzheng/domain';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { Known } from './memory.ts';
import type { PageVerdict, Place } from './ports.ts';
import type { Question, Sitting } from './sitting.ts';
import { inspectSleeve } from './sleeve.ts';
import { commit, type Work } from './work.ts';

/** How long a question waits for its answer. Then the use is locked: nobody may come by later and find it open. */
const QUESTION_MS = 5 * 60_000;

/** What the check is unsure of may be asked only where the approvers allowed it, and only with something to look at; else the sheet is stopped. */
export function settleDoubt({ filed }: AuthorisationClaims, verdict: PageVerdict): PageVerdict {
  if (verdict.verdict !== 'ask' || (filed.onDoubt === 'ask' && verdict.doubt?.length)) return verdict;
  return { ...verdict, verdict: 'stop' };
}

/** Puts the doubt to the clerk. The sleeve is shut already: nothing is pressed while the machine is not sure. */
export function ask(work: Work, sitting: Sitting, it: Known, found: Pick<Question, 'sheet' | 'photo' | 'places'>): void {
  const callOff = work.clock.after(QUESTION_MS, () => {
    void sitting.safely(async () => {
      const known = work.memory.known(it.jti);
      if (sitting.question === question && known?.use.status === 'open')
        await sitting.lockUse(known, 'unanswered', fail('use/window-over'));
      return pass(true);
    });
  });
  const question: Question = { jti: it.jti, ...found, callOff };
  sitting.question = question;
  sitting.show(it.jti, 'asked');
}

/** The question that waits for an answer, if the clerk has looked at each of its places. */
export function answerable(sitting: Sitting, looked: readonly number[]): Check<Question> {
  const { question, session } = sitting;
  if (!question || session?.phase !== 'asked') return fail('use/nothing-asked');
  const isSeen = question.places.every((_, at) => looked.includes(at));
  return isSeen ? pass(question) : fail('use/look-at-each', { left: question.places.filter((_, at) => !looked.includes(at)).length });
}

/** The clerk's finger has come anew: the sheet may be pressed as it lies on the photograph that was looked at, and on no other. */
export async function vouch(work: Work, sitting: Sitting, it: Known, slot: number): Promise<Check<true>> {
  const { question } = sitting;
  if (question?.jti !== it.jti) return fail('use/nothing-asked');
  const inspected = await inspectSleeve(work, it);
  if (!inspected.ok) return inspected;
  const { sheet, photo, places } = question;
  const { clerk } = it.claims;
  const match = { type: 'finger.match', jti: it.jti, data: { person: clerk, slot } } as const;
  const data = { ...sheet, photo: photo.digest, by: clerk, places: placesOf(places) };
  const act = { act: 'clear', ...sheet, photo: photo.digest } as const;
  const cleared = await commit(work, it, act, { before: match, draft: { type: 'use.cleared', data } });
  if (!cleared.ok) return cleared;
  const opened = await sitting.openSleeve(it);
  if (!opened.ok) return opened;
  sitting.photo = photo;
  sitting.show(it.jti, 'ready');
  return pass(true);
}

/** The clerk says that it is not the page: it is stopped like one that differs, and a new finger goes on with another sheet. */
export async function refuseSheet(work: Work, sitting: Sitting): Promise<Check<true>> {
  const { question } = sitting;
  const it = question && work.memory.known(question.jti);
  if (!it) return fail('use/nothing-asked');
  const stop = { ...question.sheet, verdict: 'stop', photo: question.photo.digest } as const;
  const draft = { type: 'use.page', data: { ...stop, reasons: ['page/refused-by-clerk'], places: placesOf(question.places) } } as const;
  const refused = await commit(work, it, { act: 'page', ...stop }, { draft });
  if (!refused.ok) return refused;
  await sitting.lockUse(work.memory.known(it.jti) ?? it, 'refused', fail('use/sheet-refused', { expected: question.sheet.page }));
  return pass(true);
}

/** What the journal says of the places: where and what kind, never what stands there. */
export const placesOf = (places: readonly Place[]): readonly Place[] =>
  places.map(({ kind, leftMm, topMm, widthMm, heightMm }) => ({
    kind,
    leftMm: tenth(leftMm),
    topMm: tenth(topMm),
    widthMm: tenth(widthMm),
    heightMm: tenth(heightMm),
  }));

const tenth = (mm: number): number => Math.round(mm * 10) / 10;
