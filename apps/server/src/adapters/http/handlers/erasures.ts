import type { Erasure } from '@yinzheng/contract';
import {
  answerErasure,
  askErasure,
  askErasureOfPerson,
  type ErasureView,
  findApplicant,
  listErasures,
  viewErasure,
} from '../../../erasures/mod.ts';
import type { Needs } from './needs.ts';
import { toSummary } from './request-shapes.ts';
import type { AreaHandlers } from './signed-in.ts';

export const erasureHandlers = (ports: Needs): AreaHandlers<'erasures'> => ({
  ask: async ({ session, body }) => {
    const asked = await askErasure(ports, session.caller, body);
    return Promise.all(asked.map(async (erasure) => toErasure(await viewErasure(ports, erasure))));
  },
  askForPerson: async ({ session, params, body }) =>
    toErasure(await viewErasure(ports, await askErasureOfPerson(ports, session.caller, { ...params, ...body }))),
  waiting: async ({ session }) => (await listErasures(ports, session.caller)).map(toErasure),
  answer: async ({ session, params: { erasure }, body: { verdict, reason = '' } }) =>
    toErasure(await viewErasure(ports, await answerErasure(ports, session.caller, { erasure, verdict, reason }))),
  findApplicant: async ({ session, body }) => (await findApplicant(ports, session.caller, body.applicant)).map(toSummary),
});

function toErasure({ erasure, names, retainedUntil }: ErasureView): Erasure {
  const { id, of, ground, askedBy, askedAt, answer } = erasure;
  const named = (person: string) => ({ id: person, name: names.get(person) ?? '' });
  return {
    id,
    ...(of.kind === 'request' ? { request: of.request } : { person: named(of.person) }),
    ground,
    askedBy: named(askedBy),
    askedAt: askedAt.toISOString(),
    ...(retainedUntil ? { retainedUntil: retainedUntil.toISOString() } : {}),
    ...(answer ? { verdict: answer.verdict } : {}),
  };
}
