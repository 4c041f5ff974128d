import { type Check, fail, pass } from '../check.ts';
import type { Digest } from '../encoding.ts';

export const SUMS_PATH = 'SHA256SUMS';

/** Paths that an archive may hold: no way out of it, and nothing that a file system reads differently. */
const PATH = /^(?!.*(?:^|\/)\.)[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/** The list of digests as `sha256sum --check` reads it, in the order of the paths. */
export const formatSums = (sums: ReadonlyMap<string, Digest>): string =>
  [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, digest]) => `${digest}  ${path}\n`)
    .join('');

/** Reads the list, path → digest; only what `formatSums` writes is one. Refuses with `archive/bad-list` {line}. */
export function parseSums(text: string): Check<ReadonlyMap<string, Digest>> {
  const sums = new Map<string, Digest>();
  const lines = text.split('\n');
  if (lines.pop() !== '') return fail('archive/bad-list', { line: lines.length + 1 });
  let before = '';
  for (const [at, line] of lines.entries()) {
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (!digest || !path || !PATH.test(path) || path <= before || path === SUMS_PATH) return fail('archive/bad-list', { line: at + 1 });
    sums.set(path, digest);
    before = path;
  }
  return pass(sums);
}
