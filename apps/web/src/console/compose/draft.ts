import type { Matter, NewRequest } from '@yinzheng/contract';

/** What the form holds while the clerk fills it in. */
export interface Draft {
  readonly seal: string;
  readonly matter: string;
  readonly title: string;
  readonly applicant: string;
  readonly purpose: string;
  readonly copies: number;
  readonly files: readonly File[];
}

export const EMPTY: Draft = { seal: '', matter: '', title: '', applicant: '', purpose: '', copies: 1, files: [] };

export type MissingField = 'seal' | 'matter' | 'title' | 'applicant' | 'files';

/** What is still needed before the server is worth asking; it checks all of it again. */
export function missingIn(draft: Draft): readonly MissingField[] {
  const isBlank = (text: string) => text.trim() === '';
  const missing: MissingField[] = [];
  if (!draft.seal) missing.push('seal');
  if (!draft.matter) missing.push('matter');
  if (isBlank(draft.title)) missing.push('title');
  if (isBlank(draft.applicant)) missing.push('applicant');
  if (draft.files.length === 0) missing.push('files');
  return missing;
}

/** The contract's half of the draft; copies never above what the matter allows. */
export function bodyOf(draft: Draft, matter: Matter): NewRequest {
  const { seal, title, applicant, purpose, copies } = draft;
  return {
    seal,
    matter: matter.code,
    title: title.trim(),
    applicant: applicant.trim(),
    purpose: purpose.trim(),
    copies: Math.min(Math.max(1, copies), matter.maxCopies),
  };
}

/** The files with the one at `index` moved one place forward. */
export function movedUp<T>(files: readonly T[], index: number): readonly T[] {
  const moved = files[index];
  const before = files[index - 1];
  if (moved === undefined || before === undefined) return files;
  return files.map((it, i) => (i === index - 1 ? moved : i === index ? before : it));
}
