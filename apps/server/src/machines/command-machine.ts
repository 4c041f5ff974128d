import { type Digest, toB64Url } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import type { Stores } from '../ports/store.ts';

type Order =
  | { readonly kind: 'authorise'; readonly jti: string; readonly authorisation: string }
  | { readonly kind: 'revoke'; readonly jti: string; readonly reason: string }
  | { readonly kind: 'resend'; readonly fromSeq: number }
  | { readonly kind: 'forget'; readonly jti: string; readonly files: readonly Digest[] };

/** Queues a command in this transaction; the courier carries it, as often as it takes, with the roster links that the machine lacks. */
export async function commandMachine(ports: Pick<Ports, 'clock' | 'chance'>, stores: Stores, machine: string, order: Order): Promise<void> {
  const at = ports.clock.now();
  const envelope = { v: 1 as const, id: toB64Url(ports.chance.bytes(12)), at: at.toISOString() };
  await stores.machines.queueCommand(machine, { ...envelope, ...bodyOf(order) }, at, order.kind === 'resend' ? null : order.jti);
}

function bodyOf(order: Order) {
  switch (order.kind) {
    case 'authorise':
      return { kind: order.kind, authorisation: order.authorisation, roster: [] };
    case 'forget':
      return { ...order, files: [...order.files] };
    default:
      return order;
  }
}

/** Takes back what was authorised for a request, if anything was and it is not over. */
export async function revokeAuthorisation(
  ports: Pick<Ports, 'clock' | 'chance'>,
  stores: Stores,
  request: string,
  reason: string,
): Promise<void> {
  const authorisation = await stores.requests.authorisationOf(request);
  if (!authorisation || !['issued', 'received'].includes(authorisation.state)) return;
  await stores.requests.setAuthorisationState(authorisation.jti, 'revoked');
  await commandMachine(ports, stores, authorisation.machine, { kind: 'revoke', jti: authorisation.jti, reason });
}
