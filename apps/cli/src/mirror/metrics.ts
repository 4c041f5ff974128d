import { type Family, prometheusText } from '../prometheus.ts';
import type { Round } from './follow-log.ts';

/** Counts of one log, for Prometheus. */
export interface LogCounts {
  size: number;
  /** Unix seconds of the last round in which the copy was found, or made, up to date. */
  currentAtS: number;
  entries: number;
  bytes: number;
  readonly rounds: Record<Round['kind'] | 'failed', number>;
}

export const noCounts = (size: number): LogCounts => ({
  size,
  currentAtS: 0,
  entries: 0,
  bytes: 0,
  rounds: { grew: 0, same: 0, behind: 0, awaiting: 0, forked: 0, refused: 0, silent: 0, failed: 0 },
});

export function count(counts: LogCounts, round: Round | null, nowS: number): void {
  counts.rounds[round?.kind ?? 'failed'] += 1;
  if (round?.kind === 'grew') {
    counts.size = round.to;
    counts.entries += round.tally.fetched;
    counts.bytes += round.tally.bytes;
  }
  if (round?.kind === 'grew' || round?.kind === 'same') counts.currentAtS = nowS;
}

/** The Prometheus text of all logs, by origin. */
export function metricsText(logs: ReadonlyMap<string, LogCounts>): string {
  const all = [...logs];
  const one = (pick: (counts: LogCounts) => number): Family['samples'] =>
    all.map(([log, counts]) => ({ labels: { log }, value: pick(counts) }));
  return prometheusText([
    { name: 'yinzheng_mirror_size', type: 'gauge', help: 'Entries held durably and cosigned.', samples: one(({ size }) => size) },
    {
      name: 'yinzheng_mirror_current_seconds',
      type: 'gauge',
      help: 'When the copy was last known to be up to date.',
      samples: one(({ currentAtS }) => currentAtS),
    },
    {
      name: 'yinzheng_mirror_entries_total',
      type: 'counter',
      help: 'Entries fetched since the start.',
      samples: one(({ entries }) => entries),
    },
    {
      name: 'yinzheng_mirror_bytes_total',
      type: 'counter',
      help: 'Bytes of entry bundles fetched since the start.',
      samples: one(({ bytes }) => bytes),
    },
    {
      name: 'yinzheng_mirror_rounds_total',
      type: 'counter',
      help: 'Looks at the log, by what came of them.',
      samples: all.flatMap(([log, { rounds }]) => Object.entries(rounds).map(([outcome, value]) => ({ labels: { log, outcome }, value }))),
    },
  ]);
}
