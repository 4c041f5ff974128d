import {
  ARCHIVE_PATHS,
  type ArchiveFiles,
  type ArchiveRecords,
  type ArchiveReport,
  archiveRecords,
  checkArchive,
  type LogTrust,
  parsePolicy,
  policyOf,
  verifyReceipt,
} from '@yinzheng/ledger';
import { openSource } from './open-source.ts';
import type { FromWorker, Progress, ShownRecord, ToldTrust, ToWorker } from './protocol.ts';

/** Checks beside the page, so that the page stays responsive. One archive at a time; what was told of an earlier one is forgotten. */
const page = self as unknown as { postMessage(message: FromWorker, transfer?: Transferable[]): void; onmessage: unknown };
const say = (message: FromWorker, transfer: Transferable[] = []): void => page.postMessage(message, transfer);

const waiting = new Map<string, (payload: string | null) => void>();
const load = (name: string): Promise<string | null> =>
  new Promise((resolve) => {
    waiting.set(name, resolve);
    say({ say: 'load', name });
  });

interface Opened {
  readonly files: ArchiveFiles;
  readonly report: ArchiveReport;
  readonly records: ArchiveRecords | null;
}
let opened: Opened | null = null;

page.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.ask) {
    case 'loaded':
      waiting.get(data.name)?.(data.payload);
      waiting.delete(data.name);
      return;
    case 'check':
      return orFail(check(data.source, data.trust));
    case 'record':
      return orFail(showRecord(data.request));
    case 'file':
      return orFail(readFile(data.path));
  }
};

const orFail = (work: Promise<void>): void =>
  void work.catch((cause: unknown) => say({ say: 'failed', detail: cause instanceof Error ? cause.message : String(cause) }));

/** What a person pasted: a policy, or a key alone. Checked by the page before it comes here. */
function trustOf({ policy, founding }: ToldTrust, own: ArchiveReport | null): LogTrust | null {
  const told = policy.trim() === '' ? null : /^[^\s]+$/.test(policy.trim()) ? policyOf(policy.trim()) : parsePolicy(`${policy.trim()}\n`);
  const trusted = told?.ok ? told.value : (own?.policy ?? null);
  return trusted && { policy: trusted, ...(founding === '' ? {} : { founding }) };
}

const SHOW_EVERY_MS = 100;

async function check(source: Parameters<typeof openSource>[0], told: ToldTrust): Promise<void> {
  let shown = 0;
  const progress = (of: Progress['of']) => (done: number, all: number) => {
    const now = performance.now();
    if (now - shown < SHOW_EVERY_MS && done < all) return;
    shown = now;
    say({ say: 'progress', progress: { of, done, all } });
  };
  const files = await openSource(source, load);
  const trust = trustOf(told, opened?.report ?? null);
  const report = await checkArchive(files, {
    ...(trust && told.policy + told.founding !== '' ? { trust } : {}),
    // A page cannot read itself. From a ZIP or a folder it can be read, and is.
    cannotSee: (path) => source.from === 'page' && path === ARCHIVE_PATHS.page,
    onProgress: progress('entries'),
    onFiles: progress('files'),
  });
  opened = { files, report, records: report.manifest && report.audit ? archiveRecords(files, report) : null };
  say({ say: 'checked', report });
}

async function showRecord(request: string): Promise<void> {
  const use = opened?.report.audit?.uses.find((it) => it.request === request);
  if (!opened?.records || !use) return;
  const { records, report } = opened;
  const entries = await records.entries(use.entries);
  const receipt = await records.receipt(request);
  const isFinished = use.state === 'closed' || use.state === 'aborted';
  const record: ShownRecord = {
    request,
    receipt,
    report: isFinished && report.policy ? await verifyReceipt(receipt, { policy: report.policy }) : null,
    entries: entries.map(({ index, entry, proof, value }) => ({ index, text: entry, proof, kind: value.kind })),
  };
  say({ say: 'record', record });
}

/** A file that was held against its digest when the archive was checked; here it only comes out again. */
async function readFile(path: string): Promise<void> {
  const bytes = (await opened?.files.read(path)) ?? null;
  const copy = bytes?.slice() ?? null;
  say({ say: 'file', path, bytes: copy }, copy ? [copy.buffer] : []);
}
