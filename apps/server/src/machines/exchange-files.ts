import { hash } from 'node:crypto';
import type { Digest } from '@yinzheng/ledger';
import { keepFiles } from '../files/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { isKeyOfMachine } from './machine-key.ts';

type Used = Pick<Ports, 'store' | 'blobs' | 'roster' | 'clock'>;

/** A fixed page, for a machine that has an authorisation naming it, or the filed imprint of one of its seals. */
export async function fetchFile(ports: Used, machine: string, digest: Digest): Promise<Uint8Array> {
  await demandKey(ports, machine);
  const isAuthorised = await ports.store.requests.isFileFor(machine, digest);
  const bytes = isAuthorised ? await ports.blobs.get(digest) : null;
  if (!bytes) throw new Refused('file/unknown');
  return bytes;
}

/** Keeps a photograph before the record that names it arrives. Durable when it resolves. */
export async function storePhoto(
  ports: Used & Pick<Ports, 'retention'>,
  machine: string,
  digest: Digest,
  bytes: Uint8Array,
): Promise<void> {
  await demandKey(ports, machine);
  if (hash('sha256', bytes) !== digest) throw new Refused('file/digest-mismatch');
  await keepFiles(ports, [digest]);
  await ports.blobs.put(bytes);
}

/** Refuses machine/bad-signature: a certificate is given at enrolment, before officers have signed anything. */
async function demandKey({ store, roster, clock }: Used, machine: string): Promise<void> {
  const known = await store.machines.load(machine);
  if (!isKeyOfMachine(await roster.current(), known?.journal?.kid, machine, clock.now()))
    throw new Refused('machine/bad-signature', {}, 'certificate');
}
