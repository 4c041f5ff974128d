import { sha256Hex } from '../canonical.ts';
import type { Digest } from '../encoding.ts';
import { type FileFinding, type Problem, problem, type ReceiptFacts } from './report.ts';

/** Finds a file by its digest; null when it is not at hand. */
export type FileFinder = (digest: Digest) => Promise<Uint8Array | null>;

/** Compares the files that a receipt names with what the finder has. A missing file is said, and is no failure; one that was erased says so. */
export async function compareFiles(facts: Pick<ReceiptFacts, 'pages' | 'photos' | 'erasures'>, find: FileFinder) {
  const erased = new Set(facts.erasures.flatMap(({ files }) => files));
  const files: FileFinding[] = [];
  const problems: Problem[] = [];
  const named = { page: facts.pages, photo: facts.photos };
  for (const role of ['page', 'photo'] as const) {
    for (const [at, digest] of named[role].entries()) {
      const bytes = await find(digest);
      const absent = erased.has(digest) ? 'erased' : 'missing';
      const state = bytes === null ? absent : sha256Hex(bytes) === digest ? 'same' : 'changed';
      files.push({ role, number: at + 1, digest, state });
      if (state === 'changed') problems.push(problem('file/changed', `${role} ${at + 1}`));
    }
  }
  return { files, problems };
}
