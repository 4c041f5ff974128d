import type { Witness } from '@yinzheng/ledger';
import type { StoredCheckpoint } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { WitnessLine } from '../ports/witnesses.ts';
import { type Round, rounds } from '../rounds/mod.ts';
import { type Asked, askWitness } from './ask-witness.ts';

/** Between two rounds, so that a busy log asks its witnesses a few times a second and not with every batch. */
const GAP_MS = 200;
/** How often we look whether a cosignature is still missing; another server may have made the checkpoint. */
const LOOK_MS = 1_000;
const FIRST_PAUSE_MS = 500;
/** A knock every ten seconds costs nobody anything, and one who is back is heard soon. */
const LONGEST_PAUSE_MS = 10_000;
/** Of a checkpoint that waits for its quorum the cosignatures are kept, of so many at most. */
const MOST_WAITING = 100;

type Used = Pick<Ports, 'store' | 'tiles' | 'clock' | 'checkpoints'> & { readonly line: WitnessLine };
type Reached = Witness & { readonly url: string };

export interface Listener {
  /** A cosignature is kept; the quorum may be there now. */
  readonly onCosigned: (witness: Witness) => void;
  /** `isNew`: its last answer was of another kind. */
  readonly onTrouble: (witness: Witness, trouble: Exclude<Asked, { readonly kind: 'cosigned' }>, isNew: boolean) => void;
  readonly onError: (cause: unknown) => void;
}

/** What we know of a witness; lost with the process, and told again by the witness itself. */
interface State {
  readonly witness: Reached;
  knownSize: number;
  failures: number;
  notBeforeMs: number;
  isBusy: boolean;
  trouble: string;
}

export interface Collector {
  /** There is a new checkpoint. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * Asks all witnesses of the policy at once for the newest checkpoint, keeps what they sign, and goes on to the then newest one when the
 * quorum is there or everyone has answered: so witnesses of different speed cosign the same checkpoints, and those in between are left
 * out. Recording waits for none of this. A witness that is still busy is left alone; one that fails is asked again after a pause that grows.
 */
export function openCollector(ports: Used, it: Listener): Collector {
  const states = ports.checkpoints.policy.witnesses.flatMap((witness): State[] =>
    witness.url === undefined
      ? []
      : [
          {
            witness: { ...witness, url: witness.url },
            knownSize: 0,
            failures: 0,
            notBeforeMs: 0,
            isBusy: false,
            trouble: '',
          },
        ],
  );
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  async function work(): Promise<void> {
    const checkpoint = await ports.store.ledger.newestCheckpoint();
    if (!checkpoint || isStopped) return;
    const [last] = await ports.store.witnesses.cosigned();
    const have = new Set(last?.size === checkpoint.size ? last.cosignatures.map(({ witness }) => witness) : []);
    const now = ports.clock.monotonicMs();
    const asked = states
      .filter(({ witness, isBusy, notBeforeMs }) => !isBusy && notBeforeMs <= now && !have.has(idOf(witness)))
      .map((state) => start(state, checkpoint));
    if (asked.length === 0) return;
    await quorumOrAll(checkpoint.size, asked);
    await ports.store.witnesses.forget((await ports.checkpoints.witnessed())?.size ?? 0, MOST_WAITING);
  }

  function start(state: State, checkpoint: StoredCheckpoint): Promise<void> {
    state.isBusy = true;
    const asking = ask(state, checkpoint)
      .catch(it.onError)
      .finally(() => {
        state.isBusy = false;
        underWay.delete(asking);
        round.wake();
      });
    underWay.add(asking);
    return asking;
  }

  async function ask(state: State, checkpoint: StoredCheckpoint): Promise<void> {
    const { witness } = state;
    const asked = await askWitness(ports, witness, checkpoint, state.knownSize);
    if (asked.kind === 'cosigned') {
      await ports.store.witnesses.keep(checkpoint.size, { witness: idOf(witness), line: asked.line }, ports.clock.now());
      Object.assign(state, { knownSize: checkpoint.size, failures: 0, notBeforeMs: 0, trouble: '' });
      it.onCosigned(witness);
      return;
    }
    if (asked.kind === 'ahead') {
      state.knownSize = asked.size;
      const newest = await ports.store.ledger.newestCheckpoint();
      if (asked.size <= (newest?.size ?? 0)) return; // it heard of a newer one from another server
    }
    state.failures += 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, state.failures - 1));
    state.notBeforeMs = ports.clock.monotonicMs() + (asked.kind === 'later' ? Math.max(pauseMs, asked.afterMs) : pauseMs);
    it.onTrouble(witness, asked, state.trouble !== asked.kind);
    state.trouble = asked.kind;
  }

  /** Resolves when the quorum has cosigned, or when everyone who was asked has answered. */
  async function quorumOrAll(size: number, asked: readonly Promise<void>[]): Promise<void> {
    const left = new Set(asked);
    for (const each of asked) void each.then(() => left.delete(each));
    while (left.size > 0 && !isStopped) {
      await Promise.race(left);
      if (((await ports.checkpoints.witnessed())?.size ?? -1) >= size) return;
    }
  }

  const round: Round = rounds(work, { gapMs: GAP_MS, idleMs: LOOK_MS, onError: it.onError });
  return {
    wake: round.wake,
    async stop() {
      isStopped = true;
      await Promise.all(underWay);
      await round.stop();
    },
  };
}

const idOf = ({ key }: Witness): string => `${key.name}+${key.id}`;
