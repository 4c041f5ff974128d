import { admitEarly, mayConfirm, retainedUntil } from '@yinzheng/domain';
import { checkErasure, commit, type ErasedFacts, fail, type RosterState, toB64Url } from '@yinzheng/ledger';
import { notifyPeople } from '../notices/mod.ts';
import type { Caller } from '../people/mod.ts';
import { demand } from '../ports/demand.ts';
import type { ErasureAnswer, LastActs, StoredErasure } from '../ports/erasure-store.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { Stores } from '../ports/store.ts';
import { underRoster } from '../roster/mod.ts';
import { erasePerson } from './erase-person.ts';
import { eraseRequest } from './erase-request.ts';
import { demandLeft, lockErasable } from './load-erasable.ts';
import { demandWatcher } from './watchers.ts';

export interface AnswerErasure {
  readonly erasure: string;
  readonly verdict: 'confirmed' | 'refused';
  /** Why before the end of the retention period. */
  readonly reason: string;
}

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'town' | 'roster' | 'retention'>;

/**
 * The second person's word. Confirming erases, in this transaction and together with its ledger entries; the files follow from the
 * disk. The same answer by the same person again changes nothing.
 */
export async function answerErasure(ports: Used, caller: Caller, input: AnswerErasure): Promise<StoredErasure> {
  demandWatcher(caller);
  // The entry counts only while both still hold their posts: no link may come between looking and writing.
  return underRoster(ports, async (roster) => async (stores) => {
    const erasure = await stores.erasures.lock(input.erasure);
    if (!erasure) throw new Refused('erasure/unknown');
    const { answer } = erasure;
    if (answer && answer.by === caller.id && answer.verdict === input.verdict) return erasure;
    if (answer) throw new Refused('erasure/answered');
    const answered = await (input.verdict === 'refused' ? refuse : confirm)(ports, stores, roster, caller, erasure, input.reason);
    await stores.erasures.answer(erasure.id, answered);
    return { ...erasure, answer: answered };
  });
}

type Act = (
  ports: Used,
  stores: Stores,
  roster: RosterState | null,
  caller: Caller,
  erasure: StoredErasure,
  reason: string,
) => Promise<ErasureAnswer>;

const refuse: Act = async (ports, stores, _roster, caller, { of, askedBy }) => {
  const request = of.kind === 'request' ? await stores.requests.load(of.request) : null;
  if (request)
    await notifyPeople(ports, stores, {
      people: [askedBy],
      kind: 'erasure',
      request,
      text: { zh: '删除个人信息的申请未获同意', en: 'The erasure was refused' },
    });
  return { verdict: 'refused', by: caller.id, at: ports.clock.now(), early: null };
};

const confirm: Act = async (ports, stores, roster, caller, erasure, reason) => {
  const now = ports.clock.now();
  const { of, askedBy, ground } = erasure;
  demandPosts(roster, { of, ground, askedBy, confirmedBy: caller.id, commitments: [], files: [] }, now);
  if (of.kind === 'person') {
    if (caller.id === of.person) throw new Refused('erasure/one-person');
    const nameUntil = nameKeptUntil(ports, await demandLeft(stores, roster, of.person, now));
    await erasePerson(ports, stores, { erasure, person: of.person, confirmedBy: caller.id, nameUntil: nameUntil > now ? nameUntil : null });
    return { verdict: 'confirmed', by: caller.id, at: now, early: null };
  }
  const request = await lockErasable(stores, of.request, now);
  const approvers = (await stores.requests.decisions(of.request)).map(({ approver }) => approver);
  demand(mayConfirm(caller.id, askedBy, { filed: request.filed, approvers }));
  const isEarly = demand(admitEarly(retainedUntil(request, ports.retention), now, reason));
  const early = isEarly ? { reason: reason.trim(), salt: toB64Url(ports.chance.bytes(32)) } : null;
  await eraseRequest(ports, stores, {
    erasure,
    request,
    confirmedBy: caller.id,
    early: early && commit(early.salt, early.reason),
  });
  return { verdict: 'confirmed', by: caller.id, at: now, early };
};

/** What any verifier will ask of the entry. */
function demandPosts(roster: RosterState | null, facts: ErasedFacts, now: Date): void {
  const allowed = roster ? checkErasure(facts, roster, now.toISOString()) : fail('erasure/asker-left');
  if (!allowed.ok) throw new Refused(allowed.code === 'erasure/one-person' ? 'erasure/one-person' : 'erasure/asker-left');
}

/** The register names who acted, so long as the acts themselves are retained. */
function nameKeptUntil({ retention }: Pick<Ports, 'retention'>, { used, unused }: LastActs): Date {
  const until = [
    ...(used ? [retainedUntil({ state: 'completed', updatedAt: used }, retention)] : []),
    ...(unused ? [retainedUntil({ state: 'rejected', updatedAt: unused }, retention)] : []),
  ];
  return new Date(Math.max(0, ...until.map((it) => it.getTime())));
}
