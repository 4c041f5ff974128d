import type { ArchiveReport } from '@yinzheng/ledger';
import type { Named } from './names.ts';

/** A checked archive, as the pages show it. */
export interface SeenArchive {
  readonly report: ArchiveReport;
  readonly named: Named;
  /** Requests that somebody should look at. */
  readonly flagged: ReadonlySet<string>;
}
