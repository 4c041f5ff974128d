import type { useWords } from '../i18n/use-words.ts';
import type { CheckLine } from '../ui/Checks.tsx';
import type { ReceiptChecked } from './check-receipt.ts';
import type { DeviceReport } from './verify-record.ts';

type Words = ReturnType<typeof useWords>;

/** A device's report as lines to read: what holds, and every single thing that does not. */
export function linesOf(report: DeviceReport, t: Words['t'], say: Words['say']): readonly CheckLine[] {
  const { receipt, pageCode, roster } = report;
  const lines: CheckLine[] = [];
  if (pageCode !== null)
    lines.push({ id: 'page-code', text: t(pageCode ? 'verify.pageCode' : 'verify.pageCodeFailed'), isPassed: pageCode });
  lines.push({ id: 'roster', text: t(roster ? 'verify.roster' : 'verify.rosterFailed'), isPassed: roster });
  if (!receipt) return lines;
  if (!receipt.isSound && !receipt.isAwaitingWitnesses) {
    return [...lines, ...receipt.problems.map((it, i): CheckLine => ({ id: `receipt ${i}`, text: say(it), isPassed: false }))];
  }
  return [
    ...lines,
    { id: 'inclusion', text: t('verify.inclusion', { count: receipt.entries, size: receipt.size }), isPassed: true },
    ...witnessLine(receipt, t),
    { id: 'decisions', text: t('verify.decisions', { count: receipt.decisions }), isPassed: true },
    { id: 'journal', text: t('verify.journal', { count: receipt.impressions }), isPassed: true },
    ...(receipt.isErased ? [{ id: 'erased', text: t('verify.erased'), isPassed: true }] : []),
    { id: 'fits', text: t(receipt.fits ? 'verify.fits' : 'verify.fitsFailed'), isPassed: receipt.fits },
  ];
}

/** Who saw that the ledger only grew; nothing while too few have, and nothing where nobody was asked. */
function witnessLine({ isSound, witnesses }: ReceiptChecked, t: Words['t']): readonly CheckLine[] {
  if (!isSound || witnesses.length === 0) return [];
  return [{ id: 'witnesses', text: t('verify.witnessed', { names: witnesses.join(t('verify.nameGap')) }), isPassed: true }];
}
