import type { ErasureFacts, ErasureGround, ImpressionFacts, ReceiptFacts } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';

const OUTCOMES: Readonly<Record<ImpressionFacts['outcome'], Bilingual>> = {
  confirmed: both('已确认', 'confirmed'),
  doubtful: both('存疑', 'doubtful'),
  missing: both('未见印迹（计为已用）', 'no mark seen (counts as used)'),
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
  ...facts.decisions.map(({ step, approver, at, reason, reasonErased }) => {
    const gone = reason === undefined && reasonErased !== undefined;
    const [zh, en] = reason ? [`：${reason}`, `: ${reason}`] : gone ? ['（理由已删除）', ' (reason erased)'] : ['', ''];
    return both(`  ${step + 1}. ${approver} 于 ${when(at)} 同意${zh}`, `  ${step + 1}. ${approver} approved on ${when(at)}${en}`);
  }),
  both(
    `用印：印章机 ${facts.machine} 第 ${facts.sleeve} 套筒，批准 ${facts.allowed} 枚`,
    `Use: machine ${facts.machine}, sleeve ${facts.sleeve}, impressions allowed: ${facts.allowed}`,
  ),
  ...facts.impressions.map(describeImpression),
  ...(facts.isAborted ? [both('  ⚠ 用印中止', '  ⚠ the use was aborted')] : []),
  ...facts.erasures.map(describeErasure),
  both(`账本 ${facts.log.origin}，第 ${facts.log.size} 条时的检查点`, `Log ${facts.log.origin}, checkpoint at ${facts.log.size} entries`),
];

/** 个人信息保护法 第四十七条第一款. */
const GROUNDS: Readonly<Record<ErasureGround, Bilingual>> = {
  'purpose-ended': both('处理目的已实现或不再必要', 'its purpose was fulfilled or no longer needs it'),
  'retention-over': both('保存期限已满', 'the retention period is over'),
  'consent-withdrawn': both('本人撤回同意', 'the person withdrew consent'),
  unlawful: both('处理不合规定', 'it was processed against the rules'),
};

function describeErasure({ at, ground, askedBy, confirmedBy, isEarly }: ErasureFacts): Bilingual {
  const [zh, en] = isEarly ? ['，早于保存期限', ', before the end of the retention period'] : ['', ''];
  return both(
    `个人信息已于 ${when(at)} 依法删除${zh}（${GROUNDS[ground].zh}）：${askedBy} 提出，${confirmedBy} 确认；以上证明不受影响`,
    `Personal data erased by law on ${when(at)}${en} (${GROUNDS[ground].en}): asked by ${askedBy}, confirmed by ${confirmedBy}; the proofs above stand`,
  );
}

function describeContent({ content, contentErased }: ReceiptFacts): Bilingual {
  if (!content && contentErased)
    return both(
      `  标题、申请人和用途：已于 ${when(contentErased.at)} 删除`,
      `  title, applicant and purpose: erased on ${when(contentErased.at)}`,
    );
  if (!content) return both('  标题与申请人：未公开', '  title and applicant: not disclosed');
  const { title, applicant, purpose } = content;
  return both(
    `  标题：${title}；申请人：${applicant}；用途：${purpose}`,
    `  title: ${title}; applicant: ${applicant}; purpose: ${purpose}`,
  );
}

function describeWaiver({ waiver }: ReceiptFacts): readonly Bilingual[] {
  if (!waiver) return [];
  if (waiver.reason === undefined && waiver.reasonErased)
    return [both(`  ⚠ ${waiver.by} 免除了岗位分离（理由已删除）`, `  ⚠ ${waiver.by} waived the separation of duties (reason erased)`)];
  return [
    both(
      `  ⚠ ${waiver.by} 免除了岗位分离：${waiver.reason ?? '理由未公开'}`,
      `  ⚠ ${waiver.by} waived the separation of duties: ${waiver.reason ?? 'reason not disclosed'}`,
    ),
  ];
}

function describeImpression({ n, page, copy, outcome, at, cleared, evidence }: ImpressionFacts): Bilingual {
  const [zh, en] = cleared
    ? [
        `；页面比对拿不准，${cleared.by} 于 ${when(cleared.at)} 看过后放行`,
        `; the page check was unsure, ${cleared.by} cleared it on ${when(cleared.at)}`,
      ]
    : ['', ''];
  const seen = describeSeen(evidence);
  return both(
    `  ${n}. 第 ${page} 页第 ${copy} 份：${OUTCOMES[outcome].zh} ${when(at)}${seen.zh}${zh}`,
    `  ${n}. page ${page}, copy ${copy}: ${OUTCOMES[outcome].en} ${when(at)}${seen.en}${en}`,
  );
}

/** What the machine saw of a press: each new seal, and the codes of what spoke against it. */
function describeSeen(evidence: ImpressionFacts['evidence']): Bilingual {
  if (!evidence) return both('', '');
  const percent = (part: number): number => Math.round(part * 100);
  const zh = evidence.seals.map(({ diameterMm, coverage }) => `新印 ${diameterMm} mm、完整 ${percent(coverage)}%`);
  const en = evidence.seals.map(({ diameterMm, coverage }) => `new seal of ${diameterMm} mm, ${percent(coverage)}% of its ring`);
  const parts = [...evidence.reasons];
  return both([...zh, ...parts].map((it) => `；${it}`).join(''), [...en, ...parts].map((it) => `; ${it}`).join(''));
}

/** In the reader's own time zone, which is named: `2026-11-22 14:03 GMT+08:00`. */
function when(instant: string): string {
  if (Number.isNaN(Date.parse(instant))) return instant; // the 31st of February has the form of a day
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset' }).formatToParts(new Date(instant));
  return `${parts} ${zone.find(({ type }) => type === 'timeZoneName')?.value ?? ''}`;
}
