import { openPhotoWorkers, type SealSeen, type SealSpecimen } from '@yinzheng/pagecheck';
import type { FiledSeal, SealOnPaper, SheetChecks } from '../../ports/sheet-checks.ts';

export interface SheetChecksOptions {
  /** Threads. */
  readonly workers: number;
  /** Wall time of one piece of work; longer is the picture's fault. */
  readonly timeoutMs: number;
  /** Of one thread. */
  readonly maxMemoryMiB: number;
  /** Of one photo. */
  readonly maxMiB: number;
  readonly maxMegapixels: number;
}

/** The page check on photos of strangers, in threads of its own: they never hold up the making of sheet sets. */
export function openSheetChecks({ maxMiB, maxMegapixels, ...pool }: SheetChecksOptions): SheetChecks & { stop(): Promise<void> } {
  const workers = openPhotoWorkers(pool);
  const limits = { maxBytes: maxMiB * 2 ** 20, maxSheets: 1, maxPixels: maxMegapixels * 1_000_000 };
  return {
    async readCodes(photo) {
      const opened = await workers.open(photo, limits);
      return opened.ok ? { ok: true, value: opened.value.flatMap(({ codes }) => codes) } : { ok: false, ...opened.problem };
    },
    async compare({ name, bytes }, page, seal) {
      const expectedCode = await workers.codeOf(page);
      const checked = await workers.check(name, { photo: bytes, page, expectedCode, seals: specimens(seal) });
      if (!checked.ok) return { ok: false, ...checked.problem };
      const { found, code, corners, differences, seals } = checked.value;
      return { ok: true, value: { found, isItsCode: code === 'expected', corners, differences, seals: seals.map(onPaper) } };
    },
    async sealsOn({ name, bytes }, sheet, seal) {
      const found = await workers.seals(name, { photo: bytes, sheet, seals: specimens(seal) });
      return found.ok ? { ok: true, value: found.value?.map(onPaper) ?? null } : { ok: false, ...found.problem };
    },
    stop: () => workers.close(),
  };
}

const specimens = (seal: FiledSeal | null): readonly SealSpecimen[] => (seal ? [seal] : []);

const onPaper = ({ centreMm, diameterMm, coverage, strike, ink, faceText, likeness }: SealSeen): SealOnPaper => ({
  centreMm,
  diameterMm,
  coverage,
  strike,
  ink,
  faceText,
  likeness: likeness?.is ?? null,
});
