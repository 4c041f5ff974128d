import type { EvidenceBox } from './evidence.ts';
import type { Memory } from './memory.ts';
import type { TrustedLogs } from './trusted-logs.ts';

export interface Metrics {
  answered(status: number): void;
  /** Prometheus text, version 0.0.4. */
  text(): string;
}

const label = (value: string): string => value.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`));

export function openMetrics(it: { readonly memory: Memory; readonly evidence: EvidenceBox; readonly logs: () => TrustedLogs }): Metrics {
  const answers = new Map<number, number>();
  return {
    answered: (status) => void answers.set(status, (answers.get(status) ?? 0) + 1),
    text() {
      const known = it.memory.all();
      const origins = [...new Set([...it.logs().keys(), ...known.map(({ origin }) => origin)])];
      const family = (name: string, type: string, help: string, samples: readonly string[]): readonly string[] => [
        `# HELP yinzheng_witness_${name} ${help}`,
        `# TYPE yinzheng_witness_${name} ${type}`,
        ...samples.map((sample) => `yinzheng_witness_${name}${sample}`),
      ];
      const lines = [
        ...family(
          'requests_total',
          'counter',
          'Answers to add-checkpoint, by HTTP status.',
          [...answers].sort(([a], [b]) => a - b).map(([status, count]) => `{status="${status}"} ${count}`),
        ),
        ...family(
          'log_size',
          'gauge',
          'Entries of the last checkpoint that was cosigned.',
          known.map(({ origin, size }) => `{origin="${label(origin)}"} ${size}`),
        ),
        ...family(
          'last_cosigned_timestamp_seconds',
          'gauge',
          'When it was cosigned.',
          known.map(({ origin, timeS }) => `{origin="${label(origin)}"} ${timeS}`),
        ),
        ...family(
          'contradictions',
          'gauge',
          'Pieces of evidence kept: fork (two signed roots of one size), unproven (signed, without a valid consistency proof).',
          origins.flatMap((origin) =>
            (['fork', 'unproven'] as const).map((kind) => `{origin="${label(origin)}",kind="${kind}"} ${it.evidence.count(kind, origin)}`),
          ),
        ),
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}
