import {
  ARCHIVE_PATHS,
  type ArchiveManifest,
  type AuditReport,
  archiveJson,
  type Digest,
  formatPolicy,
  type Policy,
  sha256Hex,
  utf8,
} from '@yinzheng/ledger';
import type { ApiClient } from '../api/client.ts';
import { openLog } from '../log-files/open-log.ts';
import { archiveWriter } from './archive-writer.ts';
import { askNames, type Names } from './ask-names.ts';
import { askOpenings } from './ask-openings.ts';
import { copyLog, frozen } from './copy-log.ts';
import { copyPart } from './copy-part.ts';
import type { ExportOptions } from './options.ts';
import { readmeOf } from './readme.ts';
import type { Sink } from './sink.ts';

export interface Order extends Pick<ExportOptions, 'log' | 'seals' | 'bodies' | 'from' | 'until' | 'founding' | 'withFiles'> {
  readonly policy: Policy;
  readonly trust: ArchiveManifest['trust'];
  readonly page: Uint8Array;
  readonly town: ArchiveManifest['town'];
  /** Whom to ask for names; null: nobody. */
  readonly api: ApiClient | null;
  /** Signed in as an auditor. */
  readonly isAuditor: boolean;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly onProgress: (entries: number, of: number) => void;
}

export interface Made {
  readonly audit: AuditReport;
  readonly manifest: ArchiveManifest;
  readonly uses: number;
  /** Files that the server gave and the log does not know; they are not in the archive. */
  readonly others: number;
  readonly digest: Digest;
  readonly pageDigest: Digest;
}

/** Checks a log and writes it, or a part of it, as an archive. Null when there is no checkpoint to begin with. */
export async function makeArchive(order: Order, sink: Sink): Promise<Made | null> {
  const { policy, page, api, founding, onProgress } = order;
  const writer = archiveWriter(sink);
  const log = frozen(openLog(order.log));
  const trust = { policy, ...(founding ? { founding } : {}) };
  await writer.add(ARCHIVE_PATHS.page, page);
  await writer.add(ARCHIVE_PATHS.policy, utf8(formatPolicy(policy)));
  const { audit, entries, scope, isChosen } = await copy(order, log, trust, writer, onProgress);
  const { checkpoint } = audit.log;
  if (!checkpoint) return null;

  const uses = audit.uses.filter(({ request }) => isChosen(request));
  const names: Names = api ? await askNames(api, uses) : { bodies: {}, seals: {}, matters: {}, people: {}, divisions: {} };
  const asked =
    api && order.isAuditor ? await askOpenings(api, uses, { writer, names, withFiles: order.withFiles }) : { opened: 0, others: 0 };
  if (api) await writer.add(ARCHIVE_PATHS.names, utf8(archiveJson({ v: 1, kind: 'yinzheng-names', ...names })));
  const manifest: ArchiveManifest = {
    v: 1,
    kind: 'yinzheng-archive',
    madeAt: order.madeAt.toISOString(),
    madeBy: order.madeBy,
    source: order.log,
    town: order.town,
    checkpoint: { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root },
    scope,
    entries,
    trust: order.trust,
    opened: asked.opened,
  };
  const pageDigest = sha256Hex(page);
  await writer.add(ARCHIVE_PATHS.manifest, utf8(archiveJson(manifest)));
  await writer.add('README.txt', utf8(readmeOf(manifest, pageDigest)));
  return { audit, manifest, uses: uses.length, others: asked.others, digest: await writer.finish(), pageDigest };
}

async function copy(
  { seals, bodies, from, until }: Order,
  log: ReturnType<typeof frozen>,
  trust: Parameters<typeof copyLog>[1],
  writer: ReturnType<typeof archiveWriter>,
  onProgress: Order['onProgress'],
) {
  if (seals.length + bodies.length === 0 && from === null && until === null) {
    const audit = await copyLog(log, trust, writer, { onProgress });
    const entries = Object.values(audit.log.entries).reduce((sum, count) => sum + count, 0);
    return { audit, entries, scope: { kind: 'whole' as const }, isChosen: () => true };
  }
  const scope = { kind: 'part' as const, seals, bodies, from, until };
  return { scope, ...(await copyPart(log, trust, scope, writer, { onProgress })) };
}
