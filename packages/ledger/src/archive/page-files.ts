import { inFile, type LogProblem } from '../log-check/report.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { chunkName, decodeChunk, decodeIndex, PAGE_INDEX, pageDataPath } from './page-data.ts';
import type { PageIndex } from './page-index.ts';

/** Chunks kept unpacked: those that a check reads side by side. */
const KEPT = 24;

/**
 * The files of an archive out of the page's own copy. `load` answers with the payload that the script of this name handed over, null
 * when there is no such script or it does not run. What is wrong with a script is in `faults`, and its files are missing.
 */
export async function pageFiles(load: (name: string) => Promise<string | null>): Promise<ArchiveFiles> {
  const faults: LogProblem[] = [];
  const index = await openIndex(load, faults);
  const places = new Map(index.chunks.flatMap(({ files }, at) => files.map(({ path }) => [path, at + 1] as const)));
  const kept = new Map<number, Promise<ReadonlyMap<string, Uint8Array>>>();

  async function open(number: number): Promise<ReadonlyMap<string, Uint8Array>> {
    const chunk = index.chunks[number - 1];
    const payload = await load(chunkName(number));
    const path = pageDataPath(chunkName(number));
    const files = chunk && payload !== null ? await decodeChunk(number, chunk, payload) : null;
    if (files?.ok) return files.value;
    faults.push(inFile(files ? files.code : 'archive/missing', path));
    return new Map();
  }

  return {
    faults,
    list: async () => [...places.keys()],
    async read(path) {
      const number = places.get(path);
      if (number === undefined) return null;
      const opened = kept.get(number) ?? open(number);
      kept.delete(number);
      kept.set(number, opened); // the youngest is last
      for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
      return (await opened).get(path) ?? null;
    },
  };
}

async function openIndex(load: (name: string) => Promise<string | null>, faults: LogProblem[]): Promise<PageIndex> {
  const path = pageDataPath(PAGE_INDEX);
  const payload = await load(PAGE_INDEX);
  const index = payload === null ? null : decodeIndex(payload);
  if (index?.ok) return index.value;
  faults.push(inFile(index ? index.code : 'archive/missing', path, index?.params));
  return { v: 1, chunks: [] };
}
