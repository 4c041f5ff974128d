import type { Taken } from '../../corpus/pictures.ts';
import type { SealTruth } from '../../corpus/truth.ts';
import type { ImpressionReport, SealSeen, SheetReport } from '../../src/mod.ts';
import type { Figures } from './rates.ts';

/** A seal seen farther away than this is another one. */
const SAME_MM = 6;

/** From the truth in the page's millimetres or the paper's: which of both a report means depends on how the sheet was found. */
function offOf({ pageMm, paperMm }: SealTruth, { centreMm }: SealSeen): number {
  return Math.min(...[pageMm, paperMm].map(([x, y]) => Math.hypot(centreMm.x - x, centreMm.y - y)));
}

/** Each true seal with the nearest that was seen; none is given twice. */
function paired(truths: readonly SealTruth[], seen: readonly SealSeen[]): Map<SealTruth, SealSeen> {
  const pairs = new Map<SealTruth, SealSeen>();
  const near = truths
    .flatMap((truth) => seen.map((seal) => ({ truth, seal, off: offOf(truth, seal) })))
    .filter(({ off }) => off < SAME_MM)
    .sort((p, q) => p.off - q.off);
  const taken = new Set<SealSeen>();
  for (const { truth, seal } of near) {
    if (pairs.has(truth) || taken.has(seal)) continue;
    pairs.set(truth, seal);
    taken.add(seal);
  }
  return pairs;
}

/** Counts the seals that one picture shows. Gives what went wrong. */
export function scoreSeals(figures: Figures, { capture, truth }: Taken, { found, seals }: SheetReport): string[] {
  const wrong: string[] = [];
  const inRed = truth.seals.filter(({ ink }) => ink !== 'grey');
  const pairs = paired(truth.seals, seals);
  for (const gray of truth.seals.filter(({ ink }) => ink === 'grey')) {
    const seal = pairs.get(gray);
    figures.rate(`${capture} seal by grey: told as a copy`, seal?.ink === 'printed');
    figures.rate(`${capture} seal by grey: unsure`, seal?.ink === 'unsure');
    figures.rate(`${capture} seal by grey: face text read`, seal?.faceText === gray.text);
    if (seal?.ink !== 'printed') wrong.push(`grey copy ${seal ? seal.ink : 'not seen'} (${found})`);
  }
  const known = new Set(pairs.values());
  const strangers = seals.filter((seal) => !known.has(seal)).length;
  // A double strike may be told as two seals.
  const isAllowed = strangers === 0 || (truth.seals.some(({ condition }) => condition === 'double') && strangers === 1);
  figures.rate(`${capture} seals: one invented`, !isAllowed);
  if (!isAllowed) wrong.push(`${strangers} seals invented`);
  for (const one of inRed) {
    const seal = pairs.get(one);
    const name = one.ink === 'stamped' ? one.condition : byOf(one);
    const isWhole = one.condition === 'full' && one.ink === 'stamped';
    figures.rate(`${capture} seal ${name}: seen`, seal !== undefined);
    if (!seal) wrong.push(`seal ${name} not seen (${found})`);
    else wrong.push(...scoreSeal(figures, capture, name, isWhole, one, seal));
  }
  return wrong;
}

const byOf = ({ ink, isFiled }: SealTruth): string => (isFiled ? `${ink} of the filed imprint` : ink);

function scoreSeal(figures: Figures, capture: string, name: string, isWhole: boolean, truth: SealTruth, seal: SealSeen): string[] {
  const wrong: string[] = [];
  const claim = (figure: string, isRight: boolean, note: string): void => {
    figures.rate(`${capture} ${figure}`, isRight);
    if (!isRight) wrong.push(note);
  };
  if (isWhole) {
    const [centre, radius] = [offOf(truth, seal), Math.abs(seal.diameterMm - truth.diameterMm) / 2];
    figures.spread(`${capture} seal full: centre off, mm`, centre);
    figures.spread(`${capture} seal full: radius off, mm`, radius);
    if (centre > 0.5) wrong.push(`centre ${centre.toFixed(2)} mm off`);
    if (radius > 0.5) wrong.push(`radius ${radius.toFixed(2)} mm off`);
    if (seal.angleDeg !== null) {
      const turn = Math.abs(((((seal.angleDeg - truth.angleDeg) % 360) + 540) % 360) - 180);
      figures.spread(`${capture} seal full: turned off, degrees`, turn);
    }
    figures.rate(`${capture} seal full: taken for a double strike`, seal.strike === 'double');
  }
  if (truth.condition === 'double') claim('seal double: counted right or held', seal.strike !== 'single', 'double strike taken for one');
  claim(`seal ${name}: face text read`, seal.faceText === truth.text, `text ${seal.faceText} for ${truth.text}`);
  if (truth.ink === 'stamped') {
    const is = seal.likeness?.is ?? 'unsure';
    const told =
      truth.is === 'same'
        ? `this seal, ${isWhole ? 'full' : 'weak or spoilt'}`
        : truth.is === 'other'
          ? 'another text'
          : 'same text, another seal';
    figures.rate(`${capture} ${told}: told`, is === truth.is);
    figures.rate(`${capture} ${told}: said to be unsure`, is === 'unsure');
    if (truth.is !== 'same') figures.rate(`${capture} ${told}: passed for this seal`, is === 'same');
    if (is !== truth.is) wrong.push(`seal ${truth.is} said to be ${is}`);
    figures.rate(`${capture} seal ${name}: taken for a printed picture`, seal.ink === 'printed');
  } else {
    figures.rate(`${capture} seal by ${byOf(truth)}: said to be printed`, seal.ink === 'printed');
    figures.rate(`${capture} seal by ${byOf(truth)}: unsure`, seal.ink === 'unsure');
    figures.rate(`${capture} seal by ${byOf(truth)}: taken for stamped`, seal.ink === 'stamped');
  }
  return wrong;
}

const isPrint = (what: string): boolean => what === 'seal-grey' || what.startsWith('seal-filed-');

/** Counts one pair of pictures around a press. */
export function scoreImpression(figures: Figures, { capture, truth }: Taken, report: ImpressionReport): string[] {
  figures.rate(`${capture} press ${truth.what.slice(5)}: confirmed`, report.outcome === 'confirmed');
  figures.rate(`${capture} press ${truth.what.slice(5)}: missing`, report.outcome === 'missing');
  if (isPrint(truth.what))
    figures.rate(`${capture} press ${truth.what.slice(5)}: said to be printed`, report.reasons.includes('seal/printed'));
  const isRight =
    truth.what === 'seal-same' || truth.what === 'seal-overlap' ? report.outcome !== 'missing' : report.outcome !== 'confirmed';
  return isRight ? [] : [`press ${truth.what}: ${report.outcome} ${report.reasons.join(' ')}`];
}
