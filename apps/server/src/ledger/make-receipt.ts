import { type Opening, serializeReceipt } from '@yinzheng/ledger';
import { type Caller, holds } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { StoredRequest } from '../ports/request-store.ts';
import type { ProofDesk } from './proof-desk.ts';

type Used = Pick<Ports, 'store'> & { readonly proofs: ProofDesk };

/**
 * The receipt of a finished use, in its one spelling. `caller` null: the public one, without personal openings.
 * Refuses receipt/not-yet until the last act is covered by a checkpoint.
 */
export async function makeReceipt(ports: Used, caller: Caller | null, id: string): Promise<string> {
  const request = await ports.store.requests.load(id);
  if (!request || request.state === 'draft' || (caller && !mayHaveReceipt(caller, request))) throw new Refused('request/unknown');
  const { entries, isWaiting } = await ports.store.ledger.about(id);
  const last = entries.at(-1);
  if (request.state !== 'completed' || isWaiting || !last) throw new Refused('receipt/not-yet');
  const links = (await ports.store.ledger.rosterLinks()).filter(({ index }) => index < last.index);
  const proven = await ports.proofs.prove([...links, ...entries]);
  if (!proven) throw new Refused('receipt/not-yet');
  const [roster, acts] = [proven.slice(0, links.length), proven.slice(links.length)];
  return serializeReceipt({
    v: 1,
    kind: 'yinzheng-receipt',
    request: id,
    roster,
    acts,
    openings: caller ? await openingsOf(ports, request) : [],
  });
}

const mayHaveReceipt = (caller: Caller, { filed }: StoredRequest): boolean =>
  [filed.clerk, filed.custodian].includes(caller.id) ||
  holds(caller, 'approver', filed.body) ||
  holds(caller, 'supervisor') ||
  holds(caller, 'auditor');

async function openingsOf(ports: Used, request: StoredRequest): Promise<readonly Opening[]> {
  const decisions = await ports.store.requests.decisions(request.id);
  return [
    { commitment: request.filed.content, salt: request.salt, value: request.content },
    ...decisions.map(({ signed, salt, reason }) => ({ commitment: signed.statement.reason, salt, value: reason })),
  ];
}
