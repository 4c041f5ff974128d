import { thumbprint } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { proposeChange, type SampleOfficers } from '../roster/mod.ts';
import type { Caller } from './caller.ts';

const CHALLENGE_MS = 5 * 60_000;

/** Options for `navigator.credentials.create`. */
export async function startPasskeyRegistration(ports: Pick<Ports, 'store' | 'clock' | 'passkeys'>, caller: Caller): Promise<unknown> {
  const known = await ports.store.people.passkeys(caller.id);
  const { options, challenge } = await ports.passkeys.registrationOptions(
    caller,
    known.map(({ credentialId }) => credentialId),
  );
  await ports.store.transact(({ people }) =>
    people.saveChallenge(challenge, 'register', caller.id, new Date(ports.clock.now().getTime() + CHALLENGE_MS)),
  );
  return options;
}

/** Keeps a new passkey and proposes it to the roster: it counts for decisions once two officers have signed it in. */
export async function registerPasskey(
  ports: Pick<Ports, 'store' | 'clock' | 'passkeys' | 'chance' | 'town' | 'roster'> & { readonly sampleOfficers: SampleOfficers | null },
  caller: Caller,
  input: { readonly response: unknown; readonly label: string; readonly isSample: boolean },
): Promise<void> {
  if (input.isSample && !ports.town.isSample) throw new Refused('passkey/not-verified', { detail: 'software key outside a sample town' });
  const now = ports.clock.now();
  const answered = ports.passkeys.challengeOf(input.response);
  const challenge = answered && (await ports.store.transact(({ people }) => people.takeChallenge(answered, 'register', now)));
  if (!challenge || challenge.person !== caller.id) throw new Refused('passkey/expired');
  const { credentialId, publicKey } = await ports.passkeys.verifyRegistration(input.response, answered);
  const kid = thumbprint(publicKey);
  const { label, isSample } = input;
  const holder = { kind: 'person', person: caller.id } as const;
  const sample = isSample ? { sample: true as const } : {};
  await proposeChange(
    ports,
    { changes: [{ op: 'add-key', holder, kid, key: publicKey, ...sample }], why: `${caller.name}：${label}` },
    async ({ people }) => {
      const isNew = await people.addPasskey({ kid, person: caller.id, credentialId, publicKey, label, isSample, createdAt: now });
      if (!isNew) throw new Refused('passkey/not-verified', { detail: 'registered before' });
    },
  );
}
