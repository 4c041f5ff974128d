import type { UseAccount } from '../audit/account.ts';
import { text } from '../encoding.ts';
import type { Entry } from '../entry.ts';
import { decodeEntry } from '../entry-codec.ts';
import { parsePartLine } from '../log-check/check-part.ts';
import { readBundleFile, readTileFile } from '../log-check/log-files.ts';
import { formatTlogProof } from '../notes/tlog-proof.ts';
import { serializeReceipt } from '../receipt/form.ts';
import type { Opening, ProvenEntry } from '../receipt/receipt.ts';
import { decodeEntryBundle, TILE_WIDTH, tileWidth } from '../tree/tiles.ts';
import { treeView } from '../tree/view.ts';
import type { ArchiveFiles } from './archive-files.ts';
import type { ArchiveReport } from './check-archive.ts';
import { ARCHIVE_PATHS, linesIn, logIn } from './inside.ts';

/** One entry as the archive holds it, and its proof. */
export interface ArchivedEntry extends ProvenEntry {
  readonly index: number;
  readonly value: Entry;
}

/** Reads single entries of an archive that was checked. */
export interface ArchiveRecords {
  /** In the order asked for. Throws a RangeError for a place that the archive does not hold. */
  entries(indices: readonly number[]): Promise<readonly ArchivedEntry[]>;
  /** The receipt of a request: every link of the roster, every act, and what the archive opens. `verifyReceipt` says whether it is one. */
  receipt(request: string): Promise<string>;
}

export function archiveRecords(files: ArchiveFiles, { manifest, audit, opened }: ArchiveReport): ArchiveRecords {
  if (!manifest || !audit) throw new RangeError('the archive could not be read');
  const log = logIn(files);
  const { size } = manifest.checkpoint;
  const note = async () => text((await log.read('checkpoint')) ?? new Uint8Array());

  async function fromBundles(indices: readonly number[]): Promise<readonly ArchivedEntry[]> {
    const view = treeView(size, async (level, index, width) => (await readTileFile(log, level, index, width))?.bytes ?? new Uint8Array());
    const checkpoint = await note();
    const bundles = new Map<number, readonly Uint8Array[]>();
    const entries: ArchivedEntry[] = [];
    for (const index of indices) {
      const bundle = Math.floor(index / TILE_WIDTH);
      if (!bundles.has(bundle)) {
        const file = await readBundleFile(log, bundle, tileWidth(size, 0, bundle));
        const decoded = file && decodeEntryBundle(file.bytes);
        bundles.set(bundle, decoded?.ok ? decoded.value : []);
      }
      const bytes = bundles.get(bundle)?.[index % TILE_WIDTH];
      entries.push(archived(index, bytes && text(bytes), formatTlogProof({ index, hashes: await view.inclusion(index), checkpoint })));
    }
    return entries;
  }

  async function fromLines(indices: readonly number[]): Promise<readonly ArchivedEntry[]> {
    const wanted = new Set(indices);
    const checkpoint = await note();
    const found = new Map<number, ArchivedEntry>();
    const paths = (await files.list()).filter((path) => path.startsWith(ARCHIVE_PATHS.part)).toSorted();
    for await (const { text: line } of linesIn(files, paths)) {
      const parsed = parsePartLine(line);
      if (!parsed.ok || !wanted.has(parsed.value.index)) continue;
      const { index, entry, proof } = parsed.value;
      found.set(index, archived(index, entry, formatTlogProof({ index, hashes: proof, checkpoint })));
      if (found.size === wanted.size) break;
    }
    return indices.map((index) => found.get(index) ?? archived(index, undefined, ''));
  }

  const entries = manifest.scope.kind === 'whole' ? fromBundles : fromLines;
  return {
    entries,
    async receipt(request) {
      const use = audit.uses.find((it) => it.request === request);
      if (!use) throw new RangeError(`the archive has no request ${request}`);
      const plain = ({ entry, proof }: ArchivedEntry): ProvenEntry => ({ entry, proof });
      const roster = (await entries(audit.roster.map(({ index }) => index))).map(plain);
      const acts = (await entries(use.entries)).map(plain);
      const erasures = (await entries(audit.erasures.get(request) ?? [])).map(plain);
      const openings = inOrder(use, opened.get(request)?.openings ?? []);
      return serializeReceipt({ v: 1, kind: 'yinzheng-receipt', request, roster, acts, openings, erasures });
    },
  };
}

/** Openings as a receipt has them: each once, in the order of the commitments. */
const inOrder = ({ content, waiver, decisions }: UseAccount, openings: readonly Opening[]): readonly Opening[] =>
  [content, waiver?.reason, ...decisions.map(({ reason }) => reason)].flatMap(
    (it) => openings.find(({ commitment }) => commitment === it) ?? [],
  );

function archived(index: number, entry: string | undefined, proof: string): ArchivedEntry {
  const decoded = entry === undefined ? null : decodeEntry(new TextEncoder().encode(entry));
  if (entry === undefined || !decoded?.ok) throw new RangeError(`the archive has no entry ${index}`);
  return { index, entry, proof, value: decoded.value };
}
