import { issueAuthorisation, move, type Request, signAuthorisation, type Terms } from '@yinzheng/domain';
import { type RosterState, sha256Hex, toB64Url, utf8 } from '@yinzheng/ledger';
import { commandMachine, isKeyOfMachine } from '../machines/mod.ts';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import type { Stores } from '../ports/store.ts';
import { serverKey, underRoster } from '../roster/mod.ts';
import { lockRequest } from './load-request.ts';

/** A working day to go to the machine; three minutes with the sleeve open after one finger. */
const TERMS: Terms = { validForMs: 24 * 3600_000, openForSeconds: 180 };

type Used = Pick<Ports, 'clock' | 'chance' | 'town' | 'keys'>;

/** Authorises what was approved while the seal's machine was not there. */
export async function authoriseWaiting(ports: Used & Pick<Ports, 'store' | 'roster'>, machine: string): Promise<void> {
  for (const id of await ports.store.requests.awaitingMachine(machine))
    await underRoster(ports, async (roster) => async (stores) => {
      const request = await lockRequest(stores, id);
      if (roster && request.state === 'approved') await authoriseWithin(ports, stores, request, roster);
    });
}

/**
 * Issues the authorisation inside the transaction that approved the request. When the seal's machine is not enrolled, its key not yet
 * signed in or the clerk's finger not known to it, the request stays approved and is authorised when they are. The roster is read
 * before: who holds a connection and waits for another one may wait for ever.
 */
export async function authoriseWithin(ports: Used, stores: Stores, request: Request, roster: RosterState): Promise<void> {
  const placement = await stores.machines.placementOf(request.filed.seal, request.filed.clerk);
  const now = ports.clock.now();
  if (!placement || !isKeyOfMachine(roster, placement.devkey, placement.machine, now)) return;
  const decisions = (await stores.requests.decisions(request.id))
    .filter(({ verdict }) => verdict === 'approve')
    .map(({ signed }) => signed);
  const claims = issueAuthorisation(request, {
    town: ports.town.code,
    jti: toB64Url(ports.chance.bytes(16)),
    decisions,
    placement,
    rosterSeq: roster.seq,
    now,
    terms: TERMS,
  });
  const signer = serverKey(ports.keys, roster);
  const jws = await signAuthorisation(claims, signer);
  const at = now.toISOString();
  const [nbf, exp] = [claims.nbf, claims.exp].map((seconds) => new Date(seconds * 1000).toISOString()) as [string, string];

  await stores.requests.save({ ...request, state: demand(move(request.state, 'authorised')) }, now);
  await stores.requests.addAuthorisation({
    jti: claims.jti,
    request: request.id,
    machine: claims.aud,
    sleeve: claims.sleeve,
    clerk: claims.clerk,
    max: claims.max,
    expiresAt: new Date(exp),
    state: 'issued',
  });
  const { jti, aud: machine, sleeve, seal, clerk, max, rosterSeq } = claims;
  await stores.ledger.append([
    {
      entry: {
        v: 1,
        kind: 'request.authorised',
        town: ports.town.code,
        at,
        facts: {
          request: request.id,
          jti,
          machine,
          sleeve,
          seal,
          clerk,
          max,
          nbf,
          exp,
          jws: sha256Hex(utf8(jws)),
          kid: signer.kid,
          rosterSeq,
        },
      },
      refs: { request: request.id, jti },
    },
  ]);
  await commandMachine(ports, stores, machine, { kind: 'authorise', jti, authorisation: jws });
}
