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
  const family = (name: string, type: 'gauge' | 'counter', help: string, rows: readonly string[]): string =>
    [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...rows.map((row) => `${name}${row}`), ''].join('\n');
  const one = (pick: (counts: LogCounts) => number): readonly string[] =>
    all.map(([origin, counts]) => `{log="${escaped(origin)}"} ${pick(counts)}`);
  return [
    family(
      'yinzheng_mirror_size',
      'gauge',
      'Entries held durably and cosigned.',
      one(({ size }) => size),
    ),
    family(
      'yinzheng_mirror_current_seconds',
      'gauge',
      'When the copy was last known to be up to date.',
      one(({ currentAtS }) => currentAtS),
    ),
    family(
      'yinzheng_mirror_entries_total',
      'counter',
      'Entries fetched since the start.',
      one(({ entries }) => entries),
    ),
    family(
      'yinzheng_mirror_bytes_total',
      'counter',
      'Bytes of entry bundles fetched since the start.',
      one(({ bytes }) => bytes),
    ),
    family(
      'yinzheng_mirror_rounds_total',
      'counter',
      'Looks at the log, by what came of them.',
      all.flatMap(([origin, { rounds }]) =>
        Object.entries(rounds).map(([kind, times]) => `{log="${escaped(origin)}",outcome="${kind}"} ${times}`),
      ),
    ),
  ].join('');
}

const escaped = (label: string): string => label.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
