import { type Check, pass } from '../check.ts';
import { type OpenedCheckpoint, openCheckpointWith } from './checkpoint.ts';
import { isQuorum, type Policy } from './policy.ts';

/** A checkpoint held against a policy. */
export interface WitnessedCheckpoint extends OpenedCheckpoint {
  /** The policy's witnesses whose cosignatures verified. */
  readonly witnesses: readonly { readonly name: string; readonly timeS: number }[];
  /** Whether they are as many as the policy asks for. Without that, nobody but the log says that it has no other branch. */
  readonly isWitnessed: boolean;
}

/**
 * Opens a checkpoint by a policy: signed by one of its logs, with the cosignatures of its witnesses. One that lacks witnesses
 * opens too and says so. Refuses with `note/…`, `checkpoint/malformed`, `checkpoint/other-log`.
 */
export async function openWitnessed(policy: Policy, note: string): Promise<Check<WitnessedCheckpoint>> {
  const cosigners = policy.witnesses.map(({ key }) => key);
  const opened = await openCheckpointWith(
    policy.logs.map(({ key }) => key),
    cosigners,
    note,
  );
  if (!opened.ok) return opened;
  const witnesses = opened.value.note.signatures.flatMap(({ key, timeS }) => {
    const witness = policy.witnesses.find((it) => it.key === key);
    return witness && timeS !== undefined ? [{ name: witness.name, timeS }] : [];
  });
  const names = witnesses.map(({ name }) => name);
  return pass({ ...opened.value, witnesses, isWitnessed: isQuorum(policy, names) });
}
