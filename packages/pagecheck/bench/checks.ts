import { availableParallelism, cpus } from 'node:os';
import { type Press, paperOnDesk, pressSeal, sealImprint } from '../src/emulation/mod.ts';
import { checkImpression, checkSheet, decideSheet } from '../src/mod.ts';
import type { Raster } from '../src/pdfium/document.ts';
import * as alter from '../testing/alter.ts';
import { A4_LANDSCAPE, chineseLetter, latinLetter } from '../testing/pdfs.ts';
import { CAMERA_DPI, capture, onPaper, type Sheet, sheetsOf } from '../testing/sheets.ts';

/** How often the checks at the machine are right over simulated captures, and what one costs. `node bench/checks.ts [seeds]`. */

const seeds = Array.from({ length: Number(process.argv[2] ?? 20) }, (_, i) => i + 1);
const figures: Record<string, number | string> = {};
let [checks, cpuMs] = [0, 0];

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  checks++;
  cpuMs += (user + system) / 1000;
  return result;
}

async function countStops(name: string, sheet: Sheet, paper: Raster): Promise<void> {
  let stops = 0;
  for (const seed of seeds) {
    const photo = await capture(paper, seed);
    const report = await timed(() => checkSheet({ photo, page: sheet.pdf, expectedCode: sheet.code }));
    const { verdict } = decideSheet(report, 'stop');
    if (verdict === 'stop') stops++;
  }
  figures[`${name}: stopped`] = `${stops}/${seeds.length}`;
  console.log(`${name.padEnd(44)} stopped ${stops} of ${seeds.length}`);
}

async function countConfirmed(name: string, before: Raster, after: Raster): Promise<void> {
  let confirmed = 0;
  for (const seed of seeds) {
    const lies = { rotationDeg: (seed % 2) * 180 + (seed % 5) - 2, perspective: 0.012 };
    const photos = {
      before: await paperOnDesk(before, { ...lies, seed, brightness: 0.85 }),
      after: await paperOnDesk(after, { ...lies, seed: seed + 1000, brightness: 0.8 }),
    };
    if ((await checkImpression(photos)).outcome === 'confirmed') confirmed++;
  }
  figures[`${name}: confirmed`] = `${confirmed}/${seeds.length}`;
  console.log(`${name.padEnd(44)} confirmed ${confirmed} of ${seeds.length}`);
}

console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${seeds.length} seeds`);
const [first, second] = (await sheetsOf(await chineseLetter(2))) as [Sheet, Sheet];
const [paper, other] = [await onPaper(first), await onPaper(second)];
const imprint = await sealImprint({ faceText: '示例市示例街道示例社区居民委员会', diameterMm: 42, dpi: CAMERA_DPI });
const press = (on: Raster, change: Partial<Press> = {}): Raster =>
  pressSeal(on, { imprint, dpi: CAMERA_DPI, centreMm: { x: 140, y: 200 }, rotationDeg: 5, seed: 2, ...change });

await countStops('unaltered letter', first, paper);
await countStops('unaltered letter with a seal', first, press(paper));
for (const [name, upload] of [
  ['unaltered landscape', await chineseLetter(1, { size: A4_LANDSCAPE, lines: 14 })],
  ['unaltered rendered page', await latinLetter(1)],
  ['unaltered page of four lines', await chineseLetter(1, { lines: 4 })],
] as const) {
  const [sheet] = (await sheetsOf(upload)) as [Sheet];
  await countStops(name, sheet, await onPaper(sheet));
}
await countStops('blank sheet with copied code', first, alter.blankWithCode(paper, CAMERA_DPI));
await countStops(
  'other page under copied code',
  first,
  alter.pasted(paper, CAMERA_DPI, { left: 0, top: 0, width: 210, height: 262 }, other, { left: 0, top: 0 }),
);
await countStops('covered paragraph', first, alter.covered(paper, CAMERA_DPI, { left: 20, top: 120, width: 170, height: 30 }));
await countStops('covered words (30 × 8 mm)', first, alter.covered(paper, CAMERA_DPI, { left: 60, top: 120, width: 30, height: 8 }));
await countStops(
  'added line',
  first,
  alter.pasted(paper, CAMERA_DPI, { left: 25, top: 252, width: 110, height: 6 }, paper, { left: 25, top: 50.5 }),
);
await countConfirmed('one clean impression', paper, press(paper));
await countConfirmed('nothing new', press(paper), press(paper));
await countConfirmed('half an impression', paper, press(paper, { touches: 0.5 }));
await countConfirmed('a press over an older one', press(paper), press(press(paper), { centreMm: { x: 145, y: 203 } }));
figures['check CPU ms'] = Math.round(cpuMs / checks);
console.log(`one sheet check: ${figures['check CPU ms']} ms CPU`);
console.log(JSON.stringify({ bench: 'checks', node: process.version, cores: availableParallelism(), ...figures }));
