import type { PublicRecord } from '@yinzheng/contract';
import { parsePolicy, type ReceiptReport, reasonOf, verifyReceipt } from '@yinzheng/ledger';
import type { Town } from '../api/types.ts';

/** What a receipt proved, in the numbers that people are told. */
export interface ReceiptChecked {
  readonly isSound: boolean;
  /** All of it holds, and only cosignatures of witnesses are missing: not wrong, and not proved yet. */
  readonly isAwaitingWitnesses: boolean;
  /** Names of the town's witnesses who cosigned. */
  readonly witnesses: readonly string[];
  /** Whether it is about the record on the screen, page for page and press for press. */
  readonly fits: boolean;
  readonly problems: readonly { readonly zh: string; readonly en: string }[];
  /** Keys that were compromised after what they signed. */
  readonly marks: readonly { readonly zh: string; readonly en: string }[];
  readonly entries: number;
  readonly size: number;
  readonly decisions: number;
  readonly impressions: number;
  /** What is personal was erased, as proven entries say. */
  readonly isErased: boolean;
  readonly isSample: boolean;
}

const NOTHING: ReceiptChecked = {
  isSound: false,
  isAwaitingWitnesses: false,
  witnesses: [],
  fits: false,
  problems: [],
  marks: [],
  entries: 0,
  size: 0,
  decisions: 0,
  impressions: 0,
  isErased: false,
  isSample: false,
};

/** Checks a receipt here, and that it is the receipt of this record: a sound receipt of another one proves nothing about this. */
export async function checkReceipt(text: string, town: Town, record: PublicRecord): Promise<ReceiptChecked> {
  const policy = parsePolicy(town.policy);
  if (!policy.ok) return { ...NOTHING, problems: [reasonOf(policy.code, policy.params)] };
  const report = await verifyReceipt(text, { policy: policy.value, founding: town.founding });
  const facts = report.facts;
  return {
    isSound: report.ok,
    isAwaitingWitnesses: report.isAwaitingWitnesses,
    witnesses: facts?.log.witnesses.map(({ name }) => name) ?? [],
    fits: facts !== null && fits(facts, record),
    problems: report.problems,
    marks: report.remarks.filter(({ code }) => code === 'key/compromised-later'),
    entries: report.ok || report.isAwaitingWitnesses ? entriesIn(text) : 0,
    size: facts?.log.size ?? 0,
    decisions: facts?.decisions.length ?? 0,
    impressions: facts ? confirmedIn(facts.impressions) : 0,
    isErased: facts?.contentErased !== undefined,
    isSample: facts?.isSample ?? false,
  };
}

type Facts = NonNullable<ReceiptReport['facts']>;

const confirmedIn = (impressions: readonly { readonly outcome: string }[]): number =>
  impressions.filter((it) => it.outcome === 'confirmed').length;

const fits = (facts: Facts, record: PublicRecord): boolean =>
  facts.recordNumber === record.code &&
  facts.pages.length === record.pages &&
  facts.copies === record.copies &&
  facts.decisions.length === record.decisions.length &&
  confirmedIn(facts.impressions) === confirmedIn(record.impressions) &&
  (!record.page || facts.pages[record.page.page - 1] === record.page.digest);

/** Of a receipt that was read through, so its form is known. */
function entriesIn(text: string): number {
  const { roster, acts } = JSON.parse(text) as { readonly roster: readonly unknown[]; readonly acts: readonly unknown[] };
  return roster.length + acts.length;
}
