import { type AuthorisedFacts, decodeEntry, sha256Hex, utf8 } from '@yinzheng/ledger';
import type { SoftwarePasskey } from '@yinzheng/ledger/software-authenticator';
import { BINJIANG } from './identity.ts';
import type { Teller } from './machine.ts';
import type { TestTown } from './open-town.ts';
import { draftAndFile, expectOk, signDecision } from './story.ts';

/** A request that the director has approved, and what its machine would tell of a use in which all goes well. */
export async function approvedUse(town: TestTown, passkey: SoftwarePasskey) {
  const [clerk, director] = [await town.signedIn(BINJIANG.clerk), await town.signedIn(BINJIANG.director)];
  const id = await draftAndFile(clerk);
  expectOk(await director.post(`/api/v1/requests/${id}/decisions`, await signDecision(director, passkey, id)));
  const { filed } = (await town.ports.store.requests.load(id)) ?? { filed: null };
  const authorised = await authorisedFacts(town, id);
  if (!filed) throw new Error('it was filed');
  const { jti, request, max, sleeve, seal, clerk: person, jws } = authorised;
  const photo = (name: string) => sha256Hex(utf8(`${id} ${name}`));
  let n = 0;
  const presses = filed.impressions.flatMap((count, at) =>
    Array.from({ length: count * filed.copies }, () => {
      n += 1;
      const sheet = { page: at + 1, copy: 1 };
      return [
        ['use.page', { ...sheet, verdict: 'go', photo: photo(`${n} before`) }],
        ['use.reserved', { n, ...sheet, photo: photo(`${n} before`) }],
        ['use.impression', { n, ...sheet, photo: photo(`${n} after`), outcome: 'confirmed' }],
      ] as const;
    }),
  );
  const begin = [
    ['auth.received', { request, max, sleeve, seal, jws }],
    ['finger.match', { person, slot: 1 }],
    ['use.opened', { request, sleeve, seal, clerk: person }],
  ] as const;
  const end = [...presses.flat(), ['use.closed', { request, made: n, voided: 0, unknown: 0 }] as const];
  return {
    id,
    begin: (machine: Teller) => machine.tell(jti, ...begin),
    end: (machine: Teller) => machine.tell(jti, ...end),
    /** The receipt as the clerk downloads it now. */
    async receipt(): Promise<string> {
      const answer = await clerk.get(`/api/v1/requests/${id}/receipt`);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body instanceof Uint8Array ? Buffer.from(answer.body).toString() : `${JSON.stringify(answer.body)}\n`;
    },
  };
}

async function authorisedFacts({ ports }: TestTown, id: string): Promise<AuthorisedFacts> {
  for (let tries = 0; tries < 200; tries += 1) {
    for (const { body } of (await ports.store.ledger.about(id)).entries) {
      const entry = decodeEntry(body);
      if (entry.ok && entry.value.kind === 'request.authorised') return entry.value.facts;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`request ${id} was not authorised`);
}
