import type { Alteration } from '@yinzheng/pagecheck/emulation';
import { openThread } from './desk-thread.ts';
import type { DeskJobs } from './emulator-jobs.ts';

/** What lies under the emulated camera. */
export type Laid =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'blank' }
  /** `label` is what the panel says of it. */
  | { readonly kind: 'page'; readonly pdf: Uint8Array; readonly altered: Alteration | null; readonly label: string };

export interface DeskEmulator {
  readonly lies: Laid;
  lay(what: Laid): Promise<void>;
  /** A seal with this face touches whatever lies there. */
  press(faceText: string): Promise<void>;
  /** A five-megapixel JPEG of it. */
  photograph(): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/** Desk, sheet, seal and camera in software; the pixels are made in a thread of their own. */
export function emulateDesk(): DeskEmulator {
  const thread = openThread<DeskJobs>(new URL('./emulator-jobs.ts', import.meta.url));
  let lies: Laid = { kind: 'nothing' };
  return {
    get lies() {
      return lies;
    },
    async lay(what) {
      await (what.kind === 'page' ? thread.run('lay', what.pdf, what.altered) : thread.run('lay', what.kind, null));
      lies = what;
    },
    press: (faceText) => thread.run('press', faceText),
    photograph: () => thread.run('photograph'),
    stop: () => thread.stop(),
  };
}
