import { type ErasureGround, toB64Url } from '@yinzheng/ledger';
import { notifyPeople } from '../notices/mod.ts';
import { type Caller, holds } from '../people/mod.ts';
import type { StoredErasure } from '../ports/erasure-store.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { demandLeft, lockErasable } from './load-erasable.ts';
import { demandWatcher, watchersOf, watches } from './watchers.ts';

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'roster'>;

/**
 * Asks that what is personal in some ended requests be erased: all of them or none. Nothing happens to them yet; everybody who watches
 * is told, so that an erasure that would hide something is seen before it is done.
 */
export async function askErasure(
  ports: Used,
  caller: Caller,
  { requests, ground }: { readonly requests: readonly string[]; readonly ground: ErasureGround },
): Promise<readonly StoredErasure[]> {
  const roster = await ports.roster.current();
  const now = ports.clock.now();
  return ports.store.transact(async (stores) => {
    const asked: StoredErasure[] = [];
    const told = (await watchersOf(stores.people, roster, now)).filter((person) => person !== caller.id);
    // In one order: two people who ask for the same ones wait for one another.
    for (const id of requests.toSorted()) {
      const request = await lockErasable(stores, id, now);
      const isOwn = request.filed.clerk === caller.id && holds(caller, 'clerk', request.filed.body);
      if (!isOwn && !watches(caller)) throw new Refused('request/unknown');
      const erasure = { id: newId(ports), of: { kind: 'request', request: id }, ground, askedBy: caller.id, askedAt: now } as const;
      if (!(await stores.erasures.ask(erasure))) throw new Refused('erasure/asked-already');
      await notifyPeople(ports, stores, {
        people: told,
        kind: 'erasure',
        request,
        text: { zh: '有人提出删除其中的个人信息，请核对后答复', en: 'Its erasure was asked for; look at it and answer' },
      });
      asked.push({ ...erasure, answer: null });
    }
    return asked;
  });
}

/** Asks that a person who has left be erased: account and credentials at once, the name when no register needs it any more. */
export async function askErasureOfPerson(
  ports: Used,
  caller: Caller,
  { person, ground }: { readonly person: string; readonly ground: ErasureGround },
): Promise<StoredErasure> {
  if (!holds(caller, 'administrator')) demandWatcher(caller);
  const roster = await ports.roster.current();
  const now = ports.clock.now();
  return ports.store.transact(async (stores) => {
    await demandLeft(stores, roster, person, now);
    const erasure = { id: newId(ports), of: { kind: 'person', person }, ground, askedBy: caller.id, askedAt: now } as const;
    if (!(await stores.erasures.ask(erasure))) throw new Refused('erasure/asked-already');
    return { ...erasure, answer: null };
  });
}

const newId = ({ chance }: Pick<Ports, 'chance'>): string => toB64Url(chance.bytes(12));
