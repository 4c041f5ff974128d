import { isQuorum, type Policy, withCosignatures } from '@yinzheng/ledger';
import type { CheckpointBook } from '../ports/checkpoint-book.ts';
import type { StoredCheckpoint } from '../ports/ledger-store.ts';
import type { Store } from '../ports/store.ts';
import type { Cosignature, CosignedCheckpoint } from '../ports/witness-store.ts';

export function openCheckpointBook({ ledger, witnesses }: Pick<Store, 'ledger' | 'witnesses'>, policy: Policy): CheckpointBook {
  const asksNobody = policy.witnesses.length === 0;

  /** Only those of the policy: one that was dropped from it counts no more. */
  const ofPolicy = (cosignatures: readonly Cosignature[]) =>
    policy.witnesses.flatMap(({ name, key }) => {
      const found = cosignatures.find(({ witness }) => witness === `${key.name}+${key.id}`);
      return found ? [{ name, line: found.line }] : [];
    });
  const complete = ({ cosignatures, ...checkpoint }: CosignedCheckpoint): StoredCheckpoint => ({
    ...checkpoint,
    note: withCosignatures(
      checkpoint.note,
      ofPolicy(cosignatures).map(({ line }) => line),
    ),
  });

  async function newest(): Promise<StoredCheckpoint | null> {
    const checkpoint = await ledger.newestCheckpoint();
    if (!checkpoint || asksNobody) return checkpoint;
    const [last] = await witnesses.cosigned();
    return last?.size === checkpoint.size ? complete(last) : checkpoint;
  }

  async function witnessed(): Promise<StoredCheckpoint | null> {
    if (isQuorum(policy, [])) return newest();
    const all = await witnesses.cosigned();
    const found = all.find(({ cosignatures }) =>
      isQuorum(
        policy,
        ofPolicy(cosignatures).map(({ name }) => name),
      ),
    );
    return found ? complete(found) : null;
  }

  return {
    policy,
    newest,
    witnessed,
    awaitingSince: async () => (isQuorum(policy, []) ? null : witnesses.firstAfter((await witnessed())?.size ?? -1)),
  };
}
