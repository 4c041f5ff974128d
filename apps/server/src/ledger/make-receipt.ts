import { decodeEntry, type EntryKind, type Opening, type Receipt, serializeReceipt } from '@yinzheng/ledger';
import { type Caller, holds } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { StoredRequest } from '../ports/request-store.ts';
import type { ProofDesk, Under } from './proof-desk.ts';

type Used = Pick<Ports, 'store' | 'clock'> & { readonly proofs: ProofDesk };

/** No act of these will ever be a use. */
const ENDED_UNSTAMPED: ReadonlySet<string> = new Set(['rejected', 'returned', 'withdrawn', 'expired']);

export interface MadeReceipt {
  /** In its one spelling. */
  readonly text: string;
  /** Its checkpoint lacks the quorum of witnesses: everything else stands, and the same receipt asked for later will have it. */
  readonly isAwaitingWitnesses: boolean;
}

/**
 * The receipt of a finished use. `caller` null: the public one, without personal openings. Waits a little for a witnessed checkpoint over the
 * last act; then one that still awaits its witnesses must do; without any it refuses receipt/not-yet.
 */
export async function makeReceipt(ports: Used, caller: Caller | null, id: string): Promise<MadeReceipt> {
  const request = await ports.store.requests.load(id);
  if (!request || request.state === 'draft' || (caller && !mayHaveReceipt(caller, request))) throw new Refused('request/unknown');
  if (ENDED_UNSTAMPED.has(request.state)) throw new Refused('receipt/none', { state: request.state });
  if (request.state !== 'completed') throw new Refused('receipt/not-yet');
  const openings = caller ? await openingsOf(ports, request) : [];
  const made = (proven: Proven, isAwaitingWitnesses: boolean): MadeReceipt => ({
    text: serializeReceipt({ v: 1, kind: 'yinzheng-receipt', request: id, ...proven, openings }),
    isAwaitingWitnesses,
  });
  const until = ports.clock.monotonicMs() + ports.proofs.patienceMs;
  for (;;) {
    const heard = ports.proofs.heard();
    const proven = await proveActs(ports, id, 'witnessed');
    if (proven) return made(proven, false);
    if (ports.clock.monotonicMs() >= until) break;
    await ports.proofs.nextCheckpoint(heard);
  }
  const awaiting = await proveActs(ports, id, 'newest');
  if (!awaiting) throw new Refused('receipt/not-yet');
  return made(awaiting, true);
}

type Proven = Pick<Receipt, 'roster' | 'acts' | 'erasures'>;

/** Every act and erasure of the request under one checkpoint, and the roster; null while one of them is not covered. */
async function proveActs(ports: Used, id: string, under: Under): Promise<Proven | null> {
  const { entries, isWaiting } = await ports.store.ledger.about(id);
  if (isWaiting || entries.length === 0) return null;
  const proven = await ports.proofs.prove(entries, under);
  const roster = proven && (await ports.proofs.proveRoster(under));
  if (!roster) return null;
  const isErasure = entries.map(({ body }) => isOfKind(body, 'person.erased'));
  return { roster, acts: proven.filter((_, at) => !isErasure[at]), erasures: proven.filter((_, at) => isErasure[at]) };
}

function isOfKind(body: Uint8Array, kind: EntryKind): boolean {
  const entry = decodeEntry(body);
  return entry.ok && entry.value.kind === kind;
}

const mayHaveReceipt = (caller: Caller, { filed }: StoredRequest): boolean =>
  filed.clerk === caller.id ||
  (filed.custodian === caller.id && holds(caller, 'custodian', filed.body)) ||
  holds(caller, 'approver', filed.body) ||
  holds(caller, 'supervisor') ||
  holds(caller, 'auditor');

async function openingsOf(ports: Used, request: StoredRequest): Promise<readonly Opening[]> {
  const decisions = await ports.store.requests.decisions(request.id);
  const kept = [
    { commitment: request.filed.content, salt: request.salt, value: request.content },
    ...decisions.map(({ signed, salt, reason }) => ({ commitment: signed.statement.reason, salt, value: reason })),
  ];
  return kept.flatMap(({ commitment, salt, value }) => (salt === null ? [] : [{ commitment, salt, value }]));
}
