import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CAPTURES, type CaptureKind } from '../../corpus/capture/shot.ts';

export type Part = 'pages' | 'seals' | 'job';

export interface Options {
  readonly seeds: readonly number[];
  readonly captures: readonly CaptureKind[];
  readonly parts: ReadonlySet<Part>;
  /** Limits `what` to those that begin so. */
  readonly what: string;
  readonly missesDir: string | null;
  readonly cacheDir: string;
}

const DEFAULT_PAGES = 6;

/** Odd seeds are reported; even ones are for setting thresholds. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: 'odd' },
      pages: { type: 'string', default: String(DEFAULT_PAGES) },
      capture: { type: 'string', default: 'scan200,device5,phone12' },
      only: { type: 'string', default: 'pages,seals,job' },
      what: { type: 'string', default: '' },
      misses: { type: 'string' },
      cache: { type: 'string', default: join(tmpdir(), 'yinzheng-pagecheck-corpus') },
    },
  });
  const captures = values.capture.split(',') as CaptureKind[];
  const unknown = captures.find((kind) => !CAPTURES.includes(kind));
  if (unknown) throw new Error(`--capture ${unknown}: one of ${CAPTURES.join(', ')}`);
  return {
    seeds: seedsOf(values.seeds, Number(values.pages)),
    captures,
    parts: new Set(values.only.split(',') as Part[]),
    what: values.what,
    missesDir: values.misses ?? null,
    cacheDir: values.cache,
  };
}

function seedsOf(which: string, count: number): number[] {
  const [first, step] = { odd: [1, 2], even: [2, 2], all: [1, 1] }[which] ?? [];
  if (first === undefined || step === undefined) throw new Error(`--seeds ${which}: odd, even or all`);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('--pages: a whole number of seeds');
  return Array.from({ length: count }, (_, i) => first + i * step);
}
