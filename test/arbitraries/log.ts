import {
  appendLeaves,
  type Entry,
  encodeEntry,
  encodeEntryBundle,
  entryBundlePath,
  type JournalRecord,
  type LogFiles,
  leafHash,
  type ProvenEntry,
  sha256,
  signCheckpoint,
  TILE_WIDTH,
  type TileReader,
  tilePath,
  toRequestId,
  utf8,
} from '@yinzheng/ledger';
import { sampleReceipt } from './receipt.ts';
import { instant, MACHINE, sampleRoster, TOWN, type Town, town } from './town.ts';
import { sealPlans } from './use-records.ts';

/** A log's static files in memory, for tests to damage. */
export interface SampleLog {
  readonly files: Map<string, Uint8Array>;
  readonly source: LogFiles;
  readonly vkey: string;
  readonly entries: readonly Uint8Array[];
}

export const sourceOf = (files: ReadonlyMap<string, Uint8Array>): LogFiles => ({ read: async (path) => files.get(path) ?? null });

/** A log of these entries, as one that published a checkpoint at each of these sizes leaves it behind. */
export async function logOf(entries: readonly Uint8Array[], sizes: readonly number[] = [entries.length]): Promise<SampleLog> {
  const { log } = await town();
  const files = new Map<string, Uint8Array>();
  const readTile: TileReader = async (level, index, width) =>
    files.get(tilePath(level, index, width)) ?? files.get(tilePath(level, index)) ?? new Uint8Array();
  const leaves = entries.map(leafHash);
  let size = 0;
  for (const next of sizes) {
    const grown = await appendLeaves(size, readTile, leaves.slice(size, next));
    for (const tile of grown.tiles) files.set(tilePath(tile.level, tile.index, tile.width), tile.bytes);
    for (let bundle = Math.floor(size / TILE_WIDTH); bundle * TILE_WIDTH < next; bundle += 1) {
      const own = entries.slice(bundle * TILE_WIDTH, Math.min(next, (bundle + 1) * TILE_WIDTH));
      files.set(entryBundlePath(bundle, own.length), encodeEntryBundle(own));
    }
    size = next;
    files.set('checkpoint', utf8(await signCheckpoint({ origin: log.name, size, root: grown.root }, log)));
  }
  return { files, source: sourceOf(files), vkey: log.vkey, entries };
}

const at = (minute: number): string => instant(60 + minute);

/** An entry that costs nothing to make and says nothing about the others. */
export const filler = (number: number): Uint8Array =>
  entryOf('request.withdrawn', { request: toRequestId(sha256(utf8(`${number}`)).slice(0, 8)), by: 'clerk-2' });

const entryOf = <K extends Entry['kind']>(kind: K, facts: Extract<Entry, { kind: K }>['facts']): Uint8Array =>
  encodeEntry({ v: 1, kind, town: TOWN, at: at(0), facts } as Entry);

export const recordEntry = (record: JournalRecord): Uint8Array => entryOf('machine.recorded', record);

/** `count` records of one machine, each truly signed, as it would write them on a quiet day. */
export const machineRecords = async (of: Town, count: number): Promise<readonly JournalRecord[]> =>
  sealPlans(
    of.machine,
    MACHINE,
    'jti-2',
    Array.from({ length: count }, () => ({ type: 'time.sync', data: {} })),
  );

/** The acts that every true log begins with: the roster's links, and one request from filing to the last record. */
export async function firstEntries(): Promise<readonly Uint8Array[]> {
  const { receipt } = await sampleReceipt();
  return [...receipt.roster, ...receipt.acts].map(({ entry }: ProvenEntry) => utf8(entry));
}

let links: Promise<readonly Uint8Array[]> | undefined;

/** Only the roster's links. */
export const rosterEntries = (): Promise<readonly Uint8Array[]> => {
  links ??= town().then(async (of) => (await sampleRoster(of)).map((link) => entryOf('roster.signed', link)));
  return links;
};

/** A true log of `size` entries, at least the two links of its roster unless it is smaller. */
export async function logOfSize(size: number, sizes?: readonly number[]): Promise<SampleLog> {
  const roster = await rosterEntries();
  const rest = Array.from({ length: Math.max(0, size - roster.length) }, (_, number) => filler(number));
  return logOf([...roster, ...rest].slice(0, size), sizes);
}
