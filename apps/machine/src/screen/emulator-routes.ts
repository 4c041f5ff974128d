import type { MachineCore } from '../core/machine.ts';
import type { DeskEmulator, Laid } from '../drivers/camera/emulator.ts';
import type { FingerprintEmulator } from '../drivers/fingerprint/emulator.ts';
import type { RelayBoardEmulator } from '../drivers/lock/emulator.ts';
import type { PageBook } from '../pages/page-book.ts';
import type { Call, Routes } from './http.ts';
import { problemOf } from './view.ts';

/** The emulated hardware that hands can reach. */
export interface EmulatedHardware {
  readonly board: RelayBoardEmulator;
  readonly fingerprint: FingerprintEmulator;
  readonly desk: DeskEmulator;
}

export interface EmulatorParts {
  readonly core: MachineCore;
  readonly hardware: EmulatedHardware;
  readonly book: PageBook;
  /** As a power cut does it: at once, without a word. */
  readonly cutPower: () => void;
}

const ALTERED = { line: '，抹去一行 one line gone', stroke: '，添了一笔 one stroke added' } as const;

/** The panel that stands in for hands and paper. A machine with real parts does not have these routes. */
export function emulatorRoutes({ core, hardware, book, cutPower }: EmulatorParts): Routes {
  const { board, fingerprint, desk } = hardware;
  const labelOf = (it: Laid): string => {
    if (it.kind === 'page') return it.label;
    return it.kind === 'blank' ? '机内：白纸 blank sheet' : '机内：空 nothing';
  };

  async function laid({ json, bytes, contentType }: Call): Promise<Laid | null> {
    if (contentType === 'application/pdf') return { kind: 'page', pdf: await bytes(), altered: null, label: '机内：自选 PDF your own PDF' };
    const wish = await json();
    if (wish.blank === true) return { kind: 'blank' };
    if (wish.none === true) return { kind: 'nothing' };
    const known = core.memory.known(core.desk.session?.jti ?? '');
    const digest = known?.claims.filed.pages[Number(wish.page) - 1];
    const pdf = digest ? await book.page(digest) : null;
    const altered = wish.altered === 'line' || wish.altered === 'stroke' ? wish.altered : null;
    const how = altered ? ALTERED[altered] : '';
    return pdf ? { kind: 'page', pdf, altered, label: `机内：第 ${wish.page} 页 page ${wish.page}${how}` } : null;
  }

  return {
    'GET /emulator/state': async () => ({ lies: labelOf(desk.lies), pulses: board.pulses, locked: !board.isOn(0) && !board.isOn(2) }),
    'POST /emulator/finger': async ({ json }) => {
      const { who, slot } = await json();
      const right = core.memory.known(core.desk.session?.jti ?? '')?.claims.fp;
      if (Number.isSafeInteger(slot)) fingerprint.touch(Number(slot));
      else if (who === 'right' && right !== undefined) fingerprint.touch(right);
      else fingerprint.touch(who === 'smudge' ? 'smudge' : 'stranger');
      return { ok: true };
    },
    'POST /emulator/sheet': async (call) => {
      const it = await laid(call);
      if (!it) return { ok: false, problem: problemOf({ ok: false, code: 'file/unknown' }) };
      await desk.lay(it);
      return { ok: true, lies: labelOf(it) };
    },
    'POST /emulator/press': async () => {
      const pressed = await core.desk.press();
      return pressed.ok
        ? { ok: true, value: { n: pressed.value.n, outcome: pressed.value.outcome } }
        : { ok: false, problem: problemOf(pressed) };
    },
    'POST /emulator/power': async () => {
      setImmediate(cutPower);
      return { ok: true };
    },
  };
}
