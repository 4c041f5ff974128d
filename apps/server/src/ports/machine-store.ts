import type { CommandMessage } from '@yinzheng/contract';
import type { Placement } from '@yinzheng/domain';
import type { Digest, KeyId, PublicKey } from '@yinzheng/ledger';

/** The journal of one of a machine's keys. */
export interface Journal {
  readonly kid: KeyId;
  /** SHA-256 of the TLS certificate that was given with it, hex; null where none is known. */
  readonly certificate: Digest | null;
  /** It contradicts itself: nothing more is believed or sent until a person has looked. */
  readonly isQuarantined: boolean;
  /** The last record taken; seq −1 before the first. */
  readonly head: { readonly seq: number; readonly h: Digest | null };
}

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  /**
   * The journal that counts as the machine's, null until it is enrolled: of those that have spoken the one enrolled last; before the first
   * word, the one enrolled last. It is the one that gets authorisations.
   */
  readonly journal: { readonly kid: KeyId; readonly key: PublicKey } | null;
  readonly isOnline: boolean;
  readonly isQuarantined: boolean;
  readonly head: Journal['head'];
  readonly rosterSeq: number;
}

export interface MachineStore {
  list(): Promise<readonly Machine[]>;
  load(id: string): Promise<Machine | null>;
  /** Every key that the machine has enrolled, the newest enrolment first. */
  journals(id: string): Promise<readonly Journal[]>;
  /** The journal of this key if it is this machine's, held against others until the transaction ends. */
  lockJournal(machine: string, kid: KeyId): Promise<Journal | null>;
  setEnrolmentCode(id: string, codeHash: string): Promise<void>;
  /**
   * Takes the code and keeps the keys in one step, unless the code is not that one or the key another machine's. The journal goes on under
   * the same key; under another a new one begins, and the old one may still end.
   */
  enrol(
    id: string,
    codeHash: string,
    journal: { readonly kid: KeyId; readonly key: PublicKey; readonly certificate: Digest },
  ): Promise<'enrolled' | 'wrong code' | 'key of another'>;
  setPresence(id: string, it: { readonly isOnline: boolean; readonly rosterSeq?: number }, at: Date): Promise<void>;
  /** Every machine, when the broker starts anew: who is online says so again. */
  allOffline(): Promise<void>;
  quarantine(kid: KeyId): Promise<void>;

  /** Moves the head and remembers the hashes, so that a repetition is told from a contradiction. */
  acceptRecords(kid: KeyId, records: readonly { readonly seq: number; readonly h: Digest }[]): Promise<void>;
  recordHashes(kid: KeyId, from: number, to: number): Promise<ReadonlyMap<number, Digest>>;

  slotOf(machine: string, person: string): Promise<number | null>;
  /** Where a seal sits, on which enrolled machine, and the person's finger slot there; null when one of these is missing or the machine is quarantined. */
  placementOf(seal: string, person: string): Promise<Placement | null>;

  /** `jti`: of the authorisation that the command carries or is about. */
  queueCommand(machine: string, message: CommandMessage, at: Date, jti: string | null): Promise<void>;
  /** One command for every enrolled machine to learn the roster as it stands now; it takes the place of one that still waits. */
  queueRoster(seq: number, at: Date): Promise<void>;
  /** Enrolled machines that are online and owe an answer. */
  withOpenCommands(): Promise<readonly { readonly id: string; readonly kid: KeyId; readonly rosterSeq: number }[]>;
  /** Commands that the machine has not answered, oldest first. */
  openCommands(machine: string): Promise<readonly CommandMessage[]>;
  answerCommand(machine: string, command: string, state: string, code: string | null): Promise<void>;
  command(id: string): Promise<{ readonly machine: string; readonly message: CommandMessage; readonly state: string } | null>;
}
