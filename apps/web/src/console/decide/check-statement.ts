import type { RequestDetail } from '@yinzheng/contract';
import {
  canonicalJson,
  type DecisionStatement,
  decisionDigest,
  type Opening,
  opens,
  sha256Hex,
  toB64Url,
  type Verdict,
} from '@yinzheng/ledger';
import type { StatementToSign } from '../../api/types.ts';

export type StatementCheck = 'challenge' | 'facts' | 'verdict' | 'content' | 'pages' | 'time';

export interface CheckedStatement {
  readonly checks: readonly { readonly id: StatementCheck; readonly isPassed: boolean }[];
  /** The bytes of each page that were hashed, in order, so that the approver can open the very pages. */
  readonly pages: readonly (Uint8Array<ArrayBuffer> | null)[];
}

/** What the person was shown and chose, on this device. */
export interface Shown {
  readonly request: RequestDetail;
  readonly approver: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly now: Date;
  readonly fetchPage: (url: string) => Promise<Uint8Array<ArrayBuffer> | null>;
}

/** A signature's time may differ this much from the device's clock, which nobody winds. */
const CLOCK_MS = 15 * 60_000;

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** Whether the commitment is opened, and to this value. */
const isOpened = (openings: readonly Opening[], commitment: string, value: unknown): boolean =>
  openings.some((it) => it.commitment === commitment && same(it.value, value) && opens(it));

/**
 * Checks, before the passkey signs, that the statement says what this device shows and what its person chose: nothing that
 * the server could have slipped in. Pages are fetched again and hashed here; a page that cannot be fetched fails the check.
 */
export async function checkStatement(offered: StatementToSign, shown: Shown): Promise<CheckedStatement> {
  const statement = offered.statement as DecisionStatement;
  const { request } = shown;
  const approved = request.decisions.filter((it) => it.verdict === 'approve').length;
  const pages: (Uint8Array<ArrayBuffer> | null)[] = [];
  for (const page of request.pages) pages.push(await shown.fetchPage(page.url));
  const digests = pages.map((bytes) => bytes && sha256Hex(bytes));

  const claimed = {
    v: statement.v,
    kind: statement.kind,
    request: statement.request,
    body: statement.body,
    seal: statement.seal,
    matter: statement.matter,
    clerk: statement.clerk,
    custodian: statement.custodian,
    copies: statement.copies,
    impressions: statement.impressions,
    onDoubt: statement.onDoubt ?? 'stop',
    steps: statement.steps,
    step: statement.step,
    approver: statement.approver,
  };
  const expected: typeof claimed = {
    v: 1,
    kind: 'decision',
    request: request.id,
    body: request.body.id,
    seal: request.seal.id,
    matter: { code: request.matter.code, version: request.matter.version },
    clerk: request.clerk.id,
    custodian: request.custodian.id,
    copies: request.copies,
    impressions: request.pages.map((it) => it.impressions),
    onDoubt: request.matter.onDoubt,
    steps: request.matter.route.length,
    step: approved,
    approver: shown.approver,
  };
  const { title, applicant, purpose } = request;
  const passed: Readonly<Record<StatementCheck, boolean>> = {
    challenge: toB64Url(decisionDigest(statement)) === offered.challenge,
    facts: same(claimed, expected),
    verdict: statement.verdict === shown.verdict && isOpened(offered.openings, statement.reason, shown.reason),
    content: isOpened(offered.openings, statement.content, { title, applicant, purpose }),
    pages:
      pages.length > 0 &&
      same(statement.pages, digests) &&
      same(
        digests,
        request.pages.map((it) => it.digest),
      ),
    time: Math.abs(Date.parse(statement.at) - shown.now.getTime()) <= CLOCK_MS,
  };
  const order: readonly StatementCheck[] = ['facts', 'content', 'pages', 'verdict', 'time', 'challenge'];
  return { checks: order.map((id) => ({ id, isPassed: passed[id] })), pages };
}

/** The pages of what is shown cannot change what was checked: a new answer of the server is another one to check. */
export const isSound = (checked: CheckedStatement): boolean => checked.checks.every((it) => it.isPassed);
