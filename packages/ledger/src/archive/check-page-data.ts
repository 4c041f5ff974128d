import { sha256Hex } from '../canonical.ts';
import type { Digest } from '../encoding.ts';
import { text } from '../encoding.ts';
import { inFile, type LogProblem } from '../log-check/report.ts';
import { chunkName, decodeChunk, decodeIndex, PAGE_INDEX, pageDataPath, parsePageData } from './page-data.ts';
import type { PageIndex } from './page-index.ts';
import { SUMS_PATH } from './sums.ts';

/** The page's own copy of an archive, as it lies on a disk. */
interface PageDataFiles {
  readonly paths: readonly string[];
  read(path: string): Promise<Uint8Array | null>;
}

/**
 * Whether the page will see the very files that the archive holds: every byte of its scripts, and nothing more or less. `sums` lists
 * the files, `listDigest` is the digest of that list itself.
 */
export async function checkPageData(
  { paths, read }: PageDataFiles,
  sums: ReadonlyMap<string, Digest>,
  listDigest: Digest,
): Promise<readonly LogProblem[]> {
  const problems: LogProblem[] = [];
  const script = async (name: string): Promise<string | null> => {
    const path = pageDataPath(name);
    const bytes = await read(path);
    const parsed = bytes && parsePageData(readable(bytes));
    if (parsed?.name === name) return parsed.payload;
    problems.push(inFile(bytes ? 'archive/chunk-changed' : 'archive/missing', path));
    return null;
  };
  const payload = await script(PAGE_INDEX);
  const index = payload === null ? null : decodeIndex(payload);
  if (index && !index.ok) problems.push(inFile(index.code, pageDataPath(PAGE_INDEX), index.params));
  if (!index?.ok) return problems;

  const expected = new Map([...sums, [SUMS_PATH, listDigest]].filter(([path]) => path !== 'index.html') as [string, Digest][]);
  const known = new Set([pageDataPath(PAGE_INDEX), ...index.value.chunks.map((_, at) => pageDataPath(chunkName(at + 1)))]);
  for (const path of paths) if (!known.has(path)) problems.push(inFile('archive/unlisted', path));
  await compareChunks(index.value, expected, script, (problem) => problems.push(problem));
  for (const path of expected.keys()) problems.push(inFile('archive/chunk-differs', pageDataPath(PAGE_INDEX), { file: path }));
  return problems;
}

/** Takes out of `expected` what the chunks hold as it should be. */
async function compareChunks(
  { chunks }: PageIndex,
  expected: Map<string, Digest>,
  script: (name: string) => Promise<string | null>,
  tell: (problem: LogProblem) => void,
): Promise<void> {
  for (const [at, chunk] of chunks.entries()) {
    const name = chunkName(at + 1);
    const payload = await script(name);
    const files = payload === null ? null : await decodeChunk(at + 1, chunk, payload);
    if (files && !files.ok) tell(inFile(files.code, pageDataPath(name), files.params));
    if (!files?.ok) for (const { path } of chunk.files) expected.delete(path);
    else
      for (const [path, bytes] of files.value) {
        if (sha256Hex(bytes) !== expected.get(path)) tell(inFile('archive/chunk-differs', pageDataPath(name), { file: path }));
        expected.delete(path);
      }
  }
}

function readable(bytes: Uint8Array): string {
  try {
    return text(bytes);
  } catch {
    return ''; // no script of ours
  }
}
