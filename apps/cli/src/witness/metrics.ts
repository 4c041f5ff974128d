import { prometheusText } from '../prometheus.ts';
import type { EvidenceBox } from './evidence.ts';
import type { Memory } from './memory.ts';
import type { TrustedLogs } from './trusted-logs.ts';

export interface Metrics {
  answered(status: number): void;
  /** Prometheus text, version 0.0.4. */
  text(): string;
}

export function openMetrics(it: { readonly memory: Memory; readonly evidence: EvidenceBox; readonly logs: () => TrustedLogs }): Metrics {
  const answers = new Map<number, number>();
  return {
    answered: (status) => void answers.set(status, (answers.get(status) ?? 0) + 1),
    text() {
      const known = it.memory.all();
      const origins = [...new Set([...it.logs().keys(), ...known.map(({ origin }) => origin)])];
      return prometheusText([
        {
          name: 'yinzheng_witness_requests_total',
          type: 'counter',
          help: 'Answers to add-checkpoint, by HTTP status.',
          samples: [...answers].sort(([a], [b]) => a - b).map(([status, value]) => ({ labels: { status: String(status) }, value })),
        },
        {
          name: 'yinzheng_witness_log_size',
          type: 'gauge',
          help: 'Entries of the last checkpoint that was cosigned.',
          samples: known.map(({ origin, size }) => ({ labels: { origin }, value: size })),
        },
        {
          name: 'yinzheng_witness_last_cosigned_timestamp_seconds',
          type: 'gauge',
          help: 'When it was cosigned.',
          samples: known.map(({ origin, timeS }) => ({ labels: { origin }, value: timeS })),
        },
        {
          name: 'yinzheng_witness_contradictions',
          type: 'gauge',
          help: 'Pieces of evidence kept: fork (two signed roots of one size), unproven (signed, without a valid consistency proof).',
          samples: origins.flatMap((origin) =>
            (['fork', 'unproven'] as const).map((kind) => ({ labels: { origin, kind }, value: it.evidence.count(kind, origin) })),
          ),
        },
      ]);
    },
  };
}
