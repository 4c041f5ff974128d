import type { Digest } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';

/** A fixed page, for a machine that has an authorisation naming it. */
export async function fetchPage(ports: Pick<Ports, 'store' | 'blobs'>, machine: string, digest: Digest): Promise<Uint8Array> {
  const isAuthorised = await ports.store.requests.isPageOf(machine, digest);
  const bytes = isAuthorised ? await ports.blobs.get(digest) : null;
  if (!bytes) throw new Refused('file/unknown');
  return bytes;
}

/** Keeps a photograph before the record that names it arrives. Durable when it resolves. */
export async function storePhoto(ports: Pick<Ports, 'store' | 'blobs'>, machine: string, digest: Digest, bytes: Uint8Array): Promise<void> {
  if ((await ports.blobs.put(bytes)) !== digest) throw new Refused('file/digest-mismatch');
  await ports.store.machines.addPhoto(digest, machine);
}
