import type { Digest } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';

const DAY_MS = 86_400_000;

/** Notes, durably, that these files are about to be stored. If nothing comes to need them they go after a while. */
export async function keepFiles(ports: Pick<Ports, 'store' | 'clock' | 'retention'>, digests: readonly Digest[]): Promise<void> {
  const now = ports.clock.now();
  await ports.store.files.keep(digests, now, new Date(now.getTime() + ports.retention.draftDays * DAY_MS));
}
