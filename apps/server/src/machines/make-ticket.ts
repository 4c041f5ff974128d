import { sha256Hex, toB64Url, utf8 } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';

export interface Ticket {
  readonly town: string;
  readonly machine: string;
  readonly name: string;
  readonly ca: string;
  readonly code: string;
  readonly founding: string;
  readonly sleeves: readonly { readonly sleeve: number; readonly seal: string; readonly name: string }[];
}

/** A new one-time enrolment ticket; an earlier one for this machine stops working. */
export async function makeTicket(ports: Pick<Ports, 'store' | 'chance' | 'pki' | 'town' | 'roster'>, id: string): Promise<Ticket> {
  const machine = await ports.store.machines.load(id);
  const roster = await ports.roster.current();
  if (!machine || !roster) throw new Refused('machine/unknown');
  const code = toB64Url(ports.chance.bytes(18));
  await ports.store.transact(({ machines }) => machines.setEnrolmentCode(id, sha256Hex(utf8(code))));
  const sleeves = (await ports.store.towns.sealsIn(id)).map(({ sleeve, seal, name }) => ({ sleeve, seal, name }));
  return { town: ports.town.code, machine: id, name: machine.name, ca: ports.pki.ca, code, founding: roster.founding, sleeves };
}
