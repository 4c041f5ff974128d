import type { Chance } from '../chance.ts';
import type { Form, Run } from '../typeset/form.ts';
import { inkBox } from '../typeset/ink-box.ts';
import { type Altered, around } from './alteration.ts';

const blockBox = (runs: readonly Run[]) => around(runs.flatMap((run) => [...run.text].map((_, index) => inkBox(run, index))));

/** Too short a block is no paragraph. */
const LEAST_LETTERS = 12;

function someBlock(form: Form, next: Chance): readonly number[] {
  const letters = (block: readonly number[]): number => block.reduce((sum, at) => sum + (form.runs[at] as Run).text.length, 0);
  return next.pick(form.blocks.filter((block) => letters(block) >= LEAST_LETTERS));
}

/** A paragraph or a row was never printed. */
export function withoutBlock(form: Form, next: Chance): Altered {
  const block = someBlock(form, next);
  const gone = block.map((at) => form.runs[at] as Run);
  const box = blockBox(gone);
  const runs = form.runs.filter((run) => !gone.includes(run));
  return { form: { ...form, runs, blocks: [] }, alterations: [{ kind: 'missing', box, sizePt: gone[0]?.sizePt ?? 0 }] };
}

/** Which paragraph something white is laid over; the form itself is as approved. */
export function coverOf(form: Form, next: Chance): Altered {
  const block = someBlock(form, next).map((at) => form.runs[at] as Run);
  return { form, alterations: [{ kind: 'covered', box: blockBox(block), sizePt: block[0]?.sizePt ?? 0 }] };
}

const ADDED = [
  '另补充约定：租金减免一半，其余条款不再执行。',
  '本人同意将上述房屋一并转让。',
  '以上内容同样适用于其他家庭成员。',
  '附：另有现金五万元整。',
];

/** One more line, typeset like the others, where the page is blank; also in red. */
export function withLine(form: Form, next: Chance, isRed = false): Altered {
  const [model] = form.blocks.flat().map((at) => form.runs[at] as Run);
  if (!model) throw new Error('a form without paragraphs');
  const { sizePt, face } = model;
  const run: Run = { text: next.pick(ADDED), xMm: form.free.leftMm, yMm: form.free.topMm + 6, sizePt: Math.min(sizePt, 12), face, isRed };
  return { form: { ...form, runs: [...form.runs, run] }, alterations: [{ kind: 'added-line', box: blockBox([run]), sizePt: run.sizePt }] };
}
