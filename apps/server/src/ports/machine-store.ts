import type { CommandMessage } from '@yinzheng/contract';
import type { Digest, KeyId, PublicKey } from '@yinzheng/ledger';

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  /** Its journal key; null until it is enrolled. */
  readonly journal: { readonly kid: KeyId; readonly key: PublicKey } | null;
  readonly isOnline: boolean;
  /** A journal that contradicts itself: nothing more is believed or sent until a person has looked. */
  readonly isQuarantined: boolean;
  /** The last journal record taken; seq −1 before the first. */
  readonly head: { readonly seq: number; readonly h: Digest | null };
  readonly rosterSeq: number;
}

export interface MachineStore {
  list(): Promise<readonly Machine[]>;
  load(id: string): Promise<Machine | null>;
  /** As `load`, held against others until the transaction ends. */
  lock(id: string): Promise<Machine | null>;
  setEnrolmentCode(id: string, codeHash: string): Promise<void>;
  /**
   * Takes the code and sets the keys in one step; false when the code is not that one. The journal goes on under the same key, and
   * begins anew, no longer quarantined, under another.
   */
  enrol(id: string, codeHash: string, journal: { readonly kid: KeyId; readonly key: PublicKey }): Promise<boolean>;
  setPresence(id: string, it: { readonly isOnline: boolean; readonly rosterSeq?: number }, at: Date): Promise<void>;
  /** Every machine, when the broker starts anew: who is online says so again. */
  allOffline(): Promise<void>;
  quarantine(id: string): Promise<void>;

  /** Moves the head and remembers the hashes, so that a repetition is told from a contradiction. */
  acceptRecords(id: string, records: readonly { readonly seq: number; readonly h: Digest }[]): Promise<void>;
  recordHashes(id: string, from: number, to: number): Promise<ReadonlyMap<number, Digest>>;

  addPhoto(digest: Digest, machine: string): Promise<void>;
  slotOf(machine: string, person: string): Promise<number | null>;
  /** Where a seal sits, on which enrolled machine, and the person's finger slot there; null when one of these is missing or the machine is quarantined. */
  placementOf(
    seal: string,
    person: string,
  ): Promise<{ readonly machine: string; readonly devkey: KeyId; readonly sleeve: number; readonly slot: number } | null>;

  queueCommand(machine: string, message: CommandMessage, at: Date): Promise<void>;
  /** Enrolled machines that are online and owe an answer. */
  withOpenCommands(): Promise<readonly { readonly id: string; readonly kid: KeyId; readonly rosterSeq: number }[]>;
  /** Commands that the machine has not answered, oldest first. */
  openCommands(machine: string): Promise<readonly CommandMessage[]>;
  answerCommand(machine: string, command: string, state: string, code: string | null): Promise<void>;
  command(id: string): Promise<{ readonly machine: string; readonly message: CommandMessage; readonly state: string } | null>;
}
