import type { Policy } from '../notes/policy.ts';
import { recordNumber } from '../request-id.ts';
import { type Acts, sortActs } from './acts.ts';
import { checkApproval } from './approval.ts';
import { type Erasures, openErasures } from './erasures.ts';
import { compareFiles, type FileFinder } from './files.ts';
import { parseReceipt } from './form.ts';
import { foldHistory, type RosterHistory } from './history.ts';
import { checkLogKeys } from './log-keys.ts';
import { type Opened, openOpenings } from './openings.ts';
import { openProvenList, type ProvenList } from './proven.ts';
import { type DecisionFacts, type ErasureFacts, type Problem, problem, type ReceiptFacts, type ReceiptReport } from './report.ts';
import { checkUse, type UseFindings } from './use.ts';

export interface ReceiptTrust {
  /** Whose log, and whose cosignatures are enough: what is taken on faith. `policyOf(vkey)` asks for the log's key alone. */
  readonly policy: Policy;
  /** The digest of the town's founding roster, when it is known from elsewhere. */
  readonly founding?: string;
  /** Where the pages and photographs are, to compare them too. */
  readonly files?: FileFinder;
}

const broken = (problems: readonly Problem[]): ReceiptReport => ({
  ok: false,
  isAwaitingWitnesses: false,
  facts: null,
  problems,
  remarks: [],
  files: [],
});

/**
 * Checks a receipt with nothing but a policy, in the simplest case the log's key: its form, every proof, the roster from its founding, the decisions,
 * the authorisation, every record of the machine, every opening. Never throws; what does not hold is in `problems`.
 */
export async function verifyReceipt(text: string, trust: ReceiptTrust): Promise<ReceiptReport> {
  const parsed = parseReceipt(text);
  if (!parsed.ok) return broken([problem(parsed.code, 'receipt', parsed.params)]);
  const receipt = parsed.value;
  const roster = await openProvenList(receipt.roster, 'roster', trust.policy);
  const proven = await openProvenList(receipt.acts, 'acts', trust.policy);
  if (!('entries' in roster)) return broken([roster]);
  if (!('entries' in proven)) return broken([proven]);
  if (roster.problems.length + proven.problems.length > 0) return broken([...roster.problems, ...proven.problems]);
  const { history, problems: unfounded } = await foldHistory(roster.entries);
  const acts = sortActs(proven.entries);
  const head = history.at(-1)?.state;
  if (!('filed' in acts)) return broken([...unfounded, ...acts]);
  if (!head) return broken(unfounded);

  const strangers = proven.entries.filter(({ entry }) => entry.town !== head.town);
  const approval = await checkApproval(receipt.request, acts, history);
  const use = await checkUse(acts, history);
  const opened = openOpenings(receipt.openings, acts);
  const { origin } = proven.checkpoint;
  const erased = await openErasures(receipt.erasures, trust.policy, { acts, origin, history, photos: use.photos });
  const lists = { roster, acts: proven, ...(erased.list ? { erasures: erased.list } : {}) };
  const logKeys = Object.entries(lists).map(([name, { checkpoint }]) => checkLogKeys(history, checkpoint, `${name}[0]`));
  const facts = factsOf(acts, history, proven.checkpoint, approval.decisions, use, opened, erased);
  const compared = trust.files ? await compareFiles(facts, trust.files) : { files: [], problems: [] };
  const problems = [
    ...unfounded,
    ...logKeys.flatMap(({ problems }) => problems),
    ...(trust.founding && trust.founding !== facts.founding ? [problem('receipt/other-founding', 'roster[0]')] : []),
    ...strangers.map(({ where }) => problem('receipt/other-town', where)),
    ...approval.problems,
    ...use.problems,
    ...opened.problems,
    ...erased.problems,
    ...compared.problems,
  ];
  const lacking = Object.entries(lists).filter(([, { checkpoint }]) => !checkpoint.isWitnessed);
  const awaiting = lacking.map(([name]) => problem('receipt/awaiting-witnesses', `${name}[0]`));
  return {
    ok: problems.length + awaiting.length === 0,
    isAwaitingWitnesses: problems.length === 0 && awaiting.length > 0,
    facts,
    problems: [...problems, ...awaiting],
    remarks: [
      ...Object.values(lists).flatMap(({ remarks }) => remarks),
      ...logKeys.flatMap(({ remarks }) => remarks),
      ...approval.remarks,
      ...use.remarks,
    ],
    files: compared.files,
  };
}

function factsOf(
  { filed, decided, authorised }: Acts,
  history: RosterHistory,
  { origin, size, witnesses }: ProvenList['checkpoint'],
  decisions: readonly DecisionFacts[],
  use: UseFindings,
  opened: Opened,
  erased: Erasures,
): ReceiptFacts {
  const { content, impressions: _impressions, steps: _steps, waiver, ...facts } = filed.entry.facts;
  const { machine, sleeve, max } = authorised.entry.facts;
  const founding = history[0]?.state;
  const erasureOf = (commitment: string | undefined) => erased.byCommitment.get(commitment ?? '');
  const contentErased = erasureOf(content);
  return {
    ...facts,
    recordNumber: recordNumber(facts.request),
    town: filed.entry.town,
    founding: founding?.founding ?? '',
    log: { origin, size, witnesses },
    filedAt: filed.entry.at,
    ...(waiver ? { waiver: { by: waiver.by, ...reasonOrErasure(opened.waiver, erasureOf(waiver.reason)) } } : {}),
    ...(opened.content ? { content: opened.content } : {}),
    ...(contentErased ? { contentErased } : {}),
    erasures: erased.erasures,
    decisions: decisions.map((it) => ({
      ...it,
      ...reasonOrErasure(opened.reasons.get(it.step), erasureOf(decided[it.step]?.entry.facts.statement.reason)),
    })),
    machine,
    sleeve,
    allowed: max,
    impressions: use.impressions,
    isAborted: use.isAborted,
    photos: use.photos,
    isSample: use.isSample || decisions.some((it) => it.isSample) || hasSampleOfficer(history),
  };
}

const reasonOrErasure = (reason: string | undefined, reasonErased: ErasureFacts | undefined) => ({
  ...(reason === undefined ? {} : { reason }),
  ...(reasonErased ? { reasonErased } : {}),
});

const hasSampleOfficer = (history: RosterHistory): boolean =>
  history.some(({ state }) =>
    [...state.keys.values()].some(({ holder, isSample }) => isSample && holder.kind === 'person' && state.officers.has(holder.person)),
  );
