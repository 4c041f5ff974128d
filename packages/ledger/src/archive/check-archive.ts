import { type AuditReport, auditLog, auditPart } from '../audit/audit-log.ts';
import { sha256Hex } from '../canonical.ts';
import type { Digest } from '../encoding.ts';
import type { LogCheckOptions, LogTrust } from '../log-check/check-log.ts';
import { type Findings, findings, inFile, type LogProblem } from '../log-check/report.ts';
import { type Policy, parsePolicy } from '../notes/policy.ts';
import { type ArchiveFiles, type ListedFiles, listedFiles } from './archive-files.ts';
import { ARCHIVE_PATHS, linesIn, logIn, readable } from './inside.ts';
import { type ArchiveManifest, type ArchiveNames, NO_NAMES } from './manifest.ts';
import { checkOpened, type OpenedUse } from './opened.ts';
import { parseManifest, parseNames } from './read-json.ts';
import { parseSums, SUMS_PATH } from './sums.ts';

export interface ArchiveOptions extends LogCheckOptions {
  /** Whom to trust; without it the policy inside the archive, which proves nothing about who wrote the archive. */
  readonly trust?: LogTrust;
  /** Files that the reader cannot see by nature: a page cannot read itself. They are listed as `unseen`. */
  readonly cannotSee?: (path: string) => boolean;
  readonly onFiles?: (files: number, of: number) => void;
}

export interface ArchiveReport {
  readonly ok: boolean;
  readonly isAwaitingWitnesses: boolean;
  /** Everything that does not hold, of the files, the log and the uses. */
  readonly problems: readonly LogProblem[];
  readonly manifest: ArchiveManifest | null;
  /** SHA-256 of the list of digests: one number for the whole archive. */
  readonly digest: Digest | null;
  readonly policy: Policy | null;
  readonly isOwnPolicy: boolean;
  readonly audit: AuditReport | null;
  readonly names: ArchiveNames;
  readonly opened: ReadonlyMap<string, OpenedUse>;
  readonly files: number;
  readonly bytes: number;
  readonly unseen: readonly string[];
}

/**
 * Checks an archive for auditors: every file against the list of digests, the log or the part of it as `auditLog` and `auditPart` do,
 * and what is opened against the commitments in the log. Rejects only when the files cannot be read.
 */
export async function checkArchive(files: ArchiveFiles, options: ArchiveOptions = {}): Promise<ArchiveReport> {
  const found = findings(options.mostProblems ?? MOST_PROBLEMS);
  const list = await files.read(SUMS_PATH);
  const sums = list && readSums(list, found);
  if (!list) found.add(inFile('archive/missing', SUMS_PATH));
  if (!list || !sums) return { ...NOTHING, problems: [...(files.faults ?? []), ...found.sorted()] };

  const unseen = [...sums.keys()].filter((path) => options.cannotSee?.(path) ?? false);
  const visible = new Map([...sums].filter(([path]) => !unseen.includes(path)));
  for (const path of await files.list()) if (!sums.has(path) && path !== SUMS_PATH) found.add(inFile('archive/unlisted', path));
  const listed = listedFiles(files, visible, found);
  const manifest = await readAs(listed, ARCHIVE_PATHS.manifest, parseManifest, found);
  const names = visible.has(ARCHIVE_PATHS.names) ? await readAs(listed, ARCHIVE_PATHS.names, parseNames, found) : NO_NAMES;
  const own = await readPolicy(listed, found);
  const trust = options.trust ?? (own && { policy: own });
  const audit = manifest && trust ? await auditOf(manifest, listed, visible, trust, options) : null;
  if (manifest && audit) holdManifest(manifest, audit, found);
  const opened = audit ? await checkOpened(listed, visible, audit, found) : new Map<string, OpenedUse>();
  await listed.readRest(options.onFiles);

  const faults = files.faults ?? [];
  const problems = [...faults, ...found.sorted(), ...(audit?.log.problems ?? [])];
  const isHeld = faults.length + found.count === 0 && audit !== null;
  return {
    ok: isHeld && audit.log.ok,
    isAwaitingWitnesses: isHeld && audit.log.isAwaitingWitnesses,
    problems,
    manifest,
    digest: sha256Hex(list),
    policy: trust?.policy ?? null,
    isOwnPolicy: options.trust === undefined,
    audit,
    names: names ?? NO_NAMES,
    opened,
    files: listed.files,
    bytes: listed.bytes,
    unseen,
  };
}

const MOST_PROBLEMS = 200;

const NOTHING: ArchiveReport = {
  ok: false,
  isAwaitingWitnesses: false,
  problems: [],
  manifest: null,
  digest: null,
  policy: null,
  isOwnPolicy: true,
  audit: null,
  names: NO_NAMES,
  opened: new Map(),
  files: 0,
  bytes: 0,
  unseen: [],
};

function readSums(list: Uint8Array, found: Findings): ReadonlyMap<string, Digest> | null {
  const sums = parseSums(readable(list));
  if (sums.ok) return sums.value;
  found.add(inFile(sums.code, SUMS_PATH, sums.params));
  return null;
}

async function readAs<T>(
  files: ListedFiles,
  path: string,
  parse: (bytes: Uint8Array) => { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string },
  found: Findings,
): Promise<T | null> {
  const bytes = await files.read(path);
  const parsed = bytes && parse(bytes);
  if (parsed?.ok) return parsed.value;
  found.add(inFile(parsed ? 'archive/malformed' : 'archive/missing', path, { detail: parsed?.code ?? '' }));
  return null;
}

async function readPolicy(files: ListedFiles, found: Findings): Promise<Policy | null> {
  const parse = (bytes: Uint8Array) => parsePolicy(readable(bytes));
  return readAs(files, ARCHIVE_PATHS.policy, parse, found);
}

async function auditOf(
  { scope }: ArchiveManifest,
  files: ListedFiles,
  sums: ReadonlyMap<string, Digest>,
  trust: LogTrust,
  options: ArchiveOptions,
): Promise<AuditReport> {
  if (scope.kind === 'whole') return auditLog(logIn(files), trust, options);
  return auditPart({ checkpoint: await logIn(files).read('checkpoint'), lines: linesIn(files, sums.keys()) }, trust, options);
}

/** What the manifest says of the log must be so: it is what people compare with a paper. */
function holdManifest(manifest: ArchiveManifest, { log }: AuditReport, found: Findings): void {
  const { checkpoint } = log;
  const { origin, size, root } = manifest.checkpoint;
  if (!checkpoint || checkpoint.origin !== origin || checkpoint.size !== size || checkpoint.root !== root)
    found.add(inFile('archive/other-checkpoint', ARCHIVE_PATHS.manifest));
  const entries = Object.values(log.entries).reduce((sum, count) => sum + count, 0);
  if (log.isComplete && entries !== manifest.entries)
    found.add(inFile('archive/other-count', ARCHIVE_PATHS.manifest, { told: manifest.entries, found: entries }));
}
