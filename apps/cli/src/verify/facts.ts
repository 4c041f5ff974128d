import type { ImpressionFacts, ReceiptFacts } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';

const OUTCOMES: Readonly<Record<ImpressionFacts['outcome'], Bilingual>> = {
  confirmed: both('已确认', 'confirmed'),
  doubtful: both('存疑', 'doubtful'),
  voided: both('作废（未盖）', 'voided (not pressed)'),
  unknown: both('结果不明（计为已用）', 'unknown (counts as used)'),
  reserved: both('未记结果（计为已用）', 'no outcome recorded (counts as used)'),
};

/** What a valid receipt says, in sentences. */
export const describeFacts = (facts: ReceiptFacts): readonly Bilingual[] => [
  both(`回执 ${facts.recordNumber}（申请 ${facts.request}）`, `Receipt ${facts.recordNumber} (request ${facts.request})`),
  describeContent(facts),
  both(
    `  组织 ${facts.body}，印章 ${facts.seal}，事项 ${facts.matter.code}（第 ${facts.matter.version} 版）`,
    `  body ${facts.body}, seal ${facts.seal}, matter ${facts.matter.code} (version ${facts.matter.version})`,
  ),
  both(
    `  ${facts.pages.length} 页 × ${facts.copies} 份；${when(facts.filedAt)} 提交`,
    `  pages: ${facts.pages.length}, copies: ${facts.copies}; filed ${when(facts.filedAt)}`,
  ),
  both(`  经办人 ${facts.clerk}，保管人 ${facts.custodian}`, `  clerk ${facts.clerk}, custodian ${facts.custodian}`),
  ...describeWaiver(facts),
  both('审批', 'Approvals'),
  ...facts.decisions.map(({ step, approver, at, reason }) => {
    const [zh, en] = reason ? [`：${reason}`, `: ${reason}`] : ['', ''];
    return both(`  ${step + 1}. ${approver} 于 ${when(at)} 同意${zh}`, `  ${step + 1}. ${approver} approved on ${when(at)}${en}`);
  }),
  both(
    `用印：印章机 ${facts.machine} 第 ${facts.sleeve} 套筒，批准 ${facts.allowed} 枚`,
    `Use: machine ${facts.machine}, sleeve ${facts.sleeve}, impressions allowed: ${facts.allowed}`,
  ),
  ...facts.impressions.map(describeImpression),
  ...(facts.isAborted ? [both('  ⚠ 用印中止', '  ⚠ the use was aborted')] : []),
  both(`账本 ${facts.log.origin}，第 ${facts.log.size} 条时的检查点`, `Log ${facts.log.origin}, checkpoint at ${facts.log.size} entries`),
];

function describeContent({ content }: ReceiptFacts): Bilingual {
  if (!content) return both('  标题与申请人：未公开', '  title and applicant: not disclosed');
  const { title, applicant, purpose } = content;
  return both(
    `  标题：${title}；申请人：${applicant}；用途：${purpose}`,
    `  title: ${title}; applicant: ${applicant}; purpose: ${purpose}`,
  );
}

function describeWaiver({ waiver }: ReceiptFacts): readonly Bilingual[] {
  if (!waiver) return [];
  return [
    both(
      `  ⚠ ${waiver.by} 免除了岗位分离：${waiver.reason ?? '理由未公开'}`,
      `  ⚠ ${waiver.by} waived the separation of duties: ${waiver.reason ?? 'reason not disclosed'}`,
    ),
  ];
}

const describeImpression = ({ n, page, copy, outcome, at }: ImpressionFacts): Bilingual =>
  both(
    `  ${n}. 第 ${page} 页第 ${copy} 份：${OUTCOMES[outcome].zh} ${when(at)}`,
    `  ${n}. page ${page}, copy ${copy}: ${OUTCOMES[outcome].en} ${when(at)}`,
  );

/** In the reader's own time zone, which is named: `2026-11-22 14:03 GMT+08:00`. */
function when(instant: string): string {
  if (Number.isNaN(Date.parse(instant))) return instant; // the 31st of February has the form of a day
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset' }).formatToParts(new Date(instant));
  return `${parts} ${zone.find(({ type }) => type === 'timeZoneName')?.value ?? ''}`;
}
