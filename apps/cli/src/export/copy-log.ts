import { ARCHIVE_PATHS, type AuditReport, auditLog, type LogCheckOptions, type LogFiles, type LogTrust } from '@yinzheng/ledger';
import type { ArchiveWriter } from './archive-writer.ts';

/** Checks the whole log, and writes every file that the check read: no more and no less than what proves it. */
export const copyLog = (log: LogFiles, trust: LogTrust, writer: ArchiveWriter, options: LogCheckOptions): Promise<AuditReport> =>
  auditLog(
    {
      async read(path) {
        const bytes = await log.read(path);
        if (bytes) await writer.add(`${ARCHIVE_PATHS.log}${path}`, bytes);
        return bytes;
      },
    },
    trust,
    options,
  );

/** A log whose checkpoint stays as it was when it was first read, while the log grows. */
export function frozen(log: LogFiles): LogFiles {
  let checkpoint: Promise<Uint8Array | null> | undefined;
  return {
    read(path) {
      if (path !== 'checkpoint') return log.read(path);
      checkpoint ??= log.read(path);
      return checkpoint;
    },
  };
}
