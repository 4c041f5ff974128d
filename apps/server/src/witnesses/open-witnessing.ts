import type { Ports } from '../ports/ports.ts';
import type { WitnessLine } from '../ports/witnesses.ts';
import { type Collector, openCollector } from './collect-cosignatures.ts';
import { openWitnessWatch } from './watch-witnesses.ts';

/** Collects cosignatures and watches that the quorum comes. Without witnesses in the policy it does nothing. */
export function openWitnessing(
  ports: Pick<Ports, 'store' | 'tiles' | 'clock' | 'chance' | 'roster' | 'checkpoints'> & { readonly line: WitnessLine },
  it: {
    /** After how long without a quorum people are told. */
    readonly alarmMs: number;
    /** A cosignature has come: what waits for the quorum may look again. */
    readonly onCosigned: () => void;
    /** For the operator's log. */
    readonly onTrouble: (witness: string, kind: string, detail: string) => void;
    readonly onError: (cause: unknown) => void;
  },
): Collector {
  if (ports.checkpoints.policy.witnesses.length === 0) return { wake() {}, stop: async () => {} };
  const watch = openWitnessWatch(ports, { patienceMs: it.alarmMs, onError: it.onError });
  const collector = openCollector(ports, {
    onCosigned(witness) {
      it.onCosigned();
      watch.cosigned(witness).catch(it.onError);
    },
    onTrouble(witness, trouble, isNew) {
      const detail = trouble.kind === 'ahead' ? `size ${trouble.size}` : trouble.kind === 'later' ? '429' : trouble.detail;
      if (isNew) it.onTrouble(witness.name, trouble.kind, detail);
      if (trouble.kind === 'inconsistent' || trouble.kind === 'ahead') watch.accused(witness, detail).catch(it.onError);
    },
    onError: it.onError,
  });
  return {
    wake: collector.wake,
    async stop() {
      await collector.stop();
      await watch.stop();
    },
  };
}
