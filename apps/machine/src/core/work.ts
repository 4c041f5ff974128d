import { decideUse, type UseAct, type UseState } from '@yinzheng/domain';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { Camera, SleeveLock } from '../drivers/port.ts';
import type { Draft, Journal } from '../journal/journal.ts';
import type { Known, Memory } from './memory.ts';
import type { Clock, PhotoStore, SheetCheck } from './ports.ts';
import type { SleeveGuard } from './sleeve-guard.ts';
import type { Timekeeper } from './timekeeper.ts';

/** What the acts of a use share. */
export interface Work {
  readonly journal: Journal;
  readonly memory: Memory;
  readonly guard: SleeveGuard;
  readonly lock: SleeveLock;
  readonly camera: Camera;
  readonly photos: PhotoStore;
  readonly sheetCheck: SheetCheck;
  readonly clock: Clock;
  readonly time: Timekeeper;
}

/** A photograph that is durable. */
export interface Photo {
  readonly bytes: Uint8Array;
  readonly digest: string;
}

/**
 * Does one act of a use: the rules decide, the journal makes it durable, and only then does the caller move anything.
 * `before` and `also` are records that become durable together with it.
 */
export async function commit(
  work: Work,
  it: Known,
  act: UseAct,
  records: { readonly before?: Draft; readonly draft: Omit<Draft, 'jti'>; readonly also?: Draft },
): Promise<Check<UseState>> {
  const decided = decideUse(it.use, act);
  if (!decided.ok) return decided;
  const { before, draft, also } = records;
  await work.journal.append(...(before ? [before] : []), { ...draft, jti: it.jti }, ...(also ? [also] : []));
  return pass(work.memory.known(it.jti)?.use ?? decided.value);
}

/** Photographs what lies in the machine; durable before anybody can name it. */
export async function photograph(work: Work): Promise<Check<Photo>> {
  try {
    const bytes = await work.camera.photograph();
    return pass({ bytes, digest: await work.photos.saveFile(bytes) });
  } catch (cause) {
    return fail('machine/camera-fault', { detail: cause instanceof Error ? cause.message : 'camera' });
  }
}
