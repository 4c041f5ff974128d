import {
  ARCHIVE_PATHS,
  type AuditReport,
  auditLog,
  decodeEntry,
  decodeEntryBundle,
  formatPartLine,
  type LogCheckOptions,
  type LogFiles,
  type LogTrust,
  readBundleFile,
  TILE_WIDTH,
  text,
  tilesOf,
  tileWidth,
  treeView,
  utf8,
} from '@yinzheng/ledger';
import type { ArchiveWriter } from './archive-writer.ts';
import { type Part, selection } from './selection.ts';

const FILE_CHARACTERS = 512 * 1024;
/** A view keeps every tile that it read: it is made anew after so many proofs. */
const PROOFS_A_VIEW = 20_000;

/** Checks the whole log, then writes the chosen entries, each with its proof under the one checkpoint. Answers with the audit of all, and how many. */
export async function copyPart(
  log: LogFiles,
  trust: LogTrust,
  part: Part,
  writer: ArchiveWriter,
  options: LogCheckOptions,
): Promise<{ readonly audit: AuditReport; readonly entries: number; readonly isChosen: (request: string) => boolean }> {
  const chooser = selection(part);
  const audit = await auditLog(log, trust, { ...options, onEntry: (index, entry) => chooser.take(index, entry) });
  const note = await log.read('checkpoint');
  if (note) await writer.add(`${ARCHIVE_PATHS.log}checkpoint`, note);
  const size = audit.log.checkpoint?.size ?? 0;
  const isChosen = chooser.chosen();
  const requests = new Set<string>();
  const lines = lineFiles(writer);
  let [view, entries] = [treeView(size, tilesOf(log)), 0];
  for (let bundle = 0; bundle * TILE_WIDTH < size; bundle += 1) {
    const width = tileWidth(size, 0, bundle);
    const file = await readBundleFile(log, bundle, width);
    const decoded = file && decodeEntryBundle(file.bytes);
    for (const [at, bytes] of (decoded?.ok ? decoded.value.slice(0, width) : []).entries()) {
      const index = bundle * TILE_WIDTH + at;
      const entry = decodeEntry(bytes);
      if (!entry.ok || !isChosen(index, entry.value)) continue;
      if (entry.value.kind === 'request.filed') requests.add(entry.value.facts.request);
      await lines.add(formatPartLine({ index, entry: text(bytes), proof: await view.inclusion(index) }));
      entries += 1;
      if (entries % PROOFS_A_VIEW === 0) view = treeView(size, tilesOf(log));
    }
  }
  await lines.end();
  return { audit, entries, isChosen: (request) => requests.has(request) };
}

function lineFiles(writer: ArchiveWriter) {
  let [gathered, characters, files] = [[] as string[], 0, 0];
  async function end(): Promise<void> {
    if (gathered.length === 0) return;
    files += 1;
    const bytes = utf8(gathered.join(''));
    [gathered, characters] = [[], 0];
    await writer.add(`${ARCHIVE_PATHS.part}${String(files).padStart(6, '0')}.jsonl`, bytes);
  }
  return {
    async add(line: string): Promise<void> {
      gathered.push(`${line}\n`);
      characters += line.length;
      if (characters >= FILE_CHARACTERS) await end();
    },
    end,
  };
}
