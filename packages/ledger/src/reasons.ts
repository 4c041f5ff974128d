import type { Params } from './check.ts';

/** A sentence in both languages; `{name}` is filled from the parameters. */
export interface Reason {
  readonly zh: string;
  readonly en: string;
}

const row = (zh: string, en: string): Reason => ({ zh, en });

/** What each code of this package says to people. Codes are stable: never renamed, never reused. */
export const REASONS: Readonly<Record<string, Reason>> = {
  'json/unreadable': row('不是可读的 JSON：{detail}', 'This is not readable JSON: {detail}'),
  'json/not-canonical': row(
    '内容的写法被改动过（键重复、次序、空格或数字写法不同）',
    'The text is not in its one canonical spelling: it was edited',
  ),
  'json/forbidden-key': row('不允许名为 {key} 的字段', 'A field named {key} is not allowed'),
  'shape/wrong': row('{at} 处的内容不符合格式：{detail}', 'What stands at {at} does not fit the format: {detail}'),
  'entry/too-large': row('存证条目超过 {limit} 字节', 'The entry is larger than {limit} bytes'),
  'tile/bad-bundle': row('存证条目包在第 {at} 字节处损坏', 'The entry bundle is broken at byte {at}'),

  'note/bad-vkey': row('账本公钥无法识别', 'The log’s verifier key cannot be read'),
  'note/malformed': row('检查点的签名格式损坏', 'The signed checkpoint is malformed'),
  'note/bad-signature': row('检查点上 {name} 的签名无效', 'The signature of {name} on the checkpoint is not valid'),
  'note/unsigned': row(
    '检查点没有所信任的账本密钥的签名（账本换过密钥时，请向该地取得新的公钥）',
    'The checkpoint is not signed by a trusted key of the log (a log that has changed its key publishes the new one)',
  ),
  'checkpoint/key-not-listed': row(
    '签署检查点的账本密钥当时不在名册中',
    'The roster did not list the log’s key that signed this checkpoint',
  ),
  'checkpoint/key-revoked': row('检查点只有账本已撤销的密钥签名', 'Only keys that the log had already given up signed this checkpoint'),
  'checkpoint/malformed': row('检查点内容损坏', 'The checkpoint is malformed'),
  'checkpoint/other-log': row('检查点属于另一本账（{origin}）', 'The checkpoint belongs to another log ({origin})'),
  'proof/malformed': row('存证证明格式损坏', 'The proof is malformed'),
  'proof/does-not-lead-there': row(
    '此条目不在账本的这个位置：条目或证明被改动过',
    'This entry is not in the log at that place: the entry or its proof was changed',
  ),

  'policy/malformed': row('信任策略第 {line} 行不对（{detail}）', 'Line {line} of the trust policy is wrong ({detail})'),
  'witness/malformed': row('不是可读的见证请求', 'This is no readable request to a witness'),
  'witness/old-above-size': row('原大小 {old} 大于检查点大小 {size}', 'The old size {old} is above the checkpoint’s size {size}'),
  'witness/not-signed': row('检查点没有该账本的有效签名', 'The checkpoint is not signed by a key of its log'),
  'witness/unknown-log': row('见证方不认识这本账', 'The witness does not know this log'),
  'witness/other-size': row('见证方上次见证的大小是 {size}', 'The last size that the witness cosigned is {size}'),
  'witness/inconsistent': row('账本在 {old} 与 {size} 之间不是只增不改', 'The log did not only grow between {old} and {size}'),

  'log/missing-file': row('账本缺少文件 {path}', 'The log lacks the file {path}'),
  'log/tile-length': row('树块 {path} 的长度 {bytes} 字节不对', 'The tile {path} has a wrong length, {bytes} bytes'),
  'log/tile-wrong': row(
    '树块 {path} 从第 {byte} 字节起与其下的条目算出的不同',
    'The tile {path} differs, from byte {byte} on, from what the entries below it hash to',
  ),
  'log/bundle-count': row(
    '条目包 {path} 有 {entries} 条，应为 {expected} 条',
    'The bundle {path} holds {entries} entries instead of {expected}',
  ),
  'log/entry-changed': row(
    '第 {index} 条不是账本签署过的那一条：被改动过',
    'Entry {index} is not the one that the log signed: it was changed',
  ),
  'log/other-entries': row('第 {index} 至 {last} 条不是账本签署过的条目', 'Entries {index} to {last} are not the ones that the log signed'),
  'log/other-root': row('全部 {size} 条算出的树根与检查点不同', 'The {size} entries hash to another root than the checkpoint’s'),
  'log/awaiting-witnesses': row(
    '检查点只有 {count} 个见证方的联署，还不够策略所要求的',
    'Only {count} of the policy’s witnesses have cosigned the checkpoint: fewer than it asks for',
  ),
  'log/other-town': row('第 {index} 条属于另一个地方（{town}）', 'Entry {index} belongs to another town ({town})'),
  'log/before-roster': row('第 {index} 条早于名册的创立', 'Entry {index} stands before the roster’s founding'),
  'log/roster-ahead': row(
    '第 {index} 条所依据的名册第 {seq} 环还不在账本里',
    'Entry {index} rests on link {seq} of the roster, which the log did not hold yet',
  ),
  'log/key-compromised-later': row(
    '自第 {index} 条起有 {count} 条由后来（{at}）被报告泄露的密钥签名；它们在那之前已写入账本，仍然有效，请留意',
    'From entry {index} on, {count} acts are signed by a key reported compromised later, at {at}; they count, but look twice',
  ),
  'log/not-the-machines-key': row(
    '第 {index} 条的签名密钥当时不属于印章机 {machine}',
    'The key that signed entry {index} was not listed for machine {machine} at that time',
  ),
  'log/journal-gap': row(
    '印章机 {machine} 的流水有缺：应为第 {next} 条，却是第 {seq} 条（账本第 {index} 条）',
    'The journal of machine {machine} has a gap: record {next} should follow, entry {index} holds record {seq}',
  ),
  'log/journal-again': row(
    '印章机 {machine} 的第 {seq} 条流水又出现一次（账本第 {index} 条）',
    'Record {seq} of machine {machine} stands in the log once more (entry {index})',
  ),
  'log/journal-branch': row(
    '印章机 {machine} 的第 {seq} 条流水接的不是前一条（账本第 {index} 条）',
    'Record {seq} of machine {machine} does not follow the one before it (entry {index})',
  ),

  'log/entry-not-there': row(
    '第 {index} 条不在检查点所签的账本里：条目或证明被改动过',
    'Entry {index} is not in the log that the checkpoint speaks of: it or its proof was changed',
  ),
  'audit/not-filed': row(
    '第 {index} 条属于申请 {request}，而账本里此前没有这份申请',
    'Entry {index} belongs to request {request}, which was not filed before it',
  ),
  'audit/not-authorised': row(
    '印章机 {machine} 按授权 {jti} 用印（第 {index} 条），而账本里没有这份授权',
    'Machine {machine} recorded a use under {jti} (entry {index}), which the log never authorised',
  ),
  'audit/authorised-withdrawn': row(
    '申请 {request} 撤回之后又被授权用印（第 {index} 条）',
    'Request {request} had been withdrawn when entry {index} authorised its use',
  ),
  'archive/missing': row('归档包缺少文件 {path}', 'The archive lacks the file {path}'),
  'archive/changed': row(
    '文件 {path} 与清单中的摘要不同：被改动过',
    'The file {path} is not the one of the list of digests: it was changed',
  ),
  'archive/unlisted': row('文件 {path} 不在清单中：是后来放进来的', 'The file {path} is on no list: it was put there afterwards'),
  'archive/bad-list': row('摘要清单 SHA256SUMS 第 {line} 行损坏', 'Line {line} of the list of digests, SHA256SUMS, is broken'),
  'archive/malformed': row('文件 {path} 的内容不合格式（{detail}）', 'What the file {path} holds has the wrong form ({detail})'),
  'archive/other-checkpoint': row('清单文件所写的检查点不是归档里的那一个', 'The manifest names another checkpoint than the archive holds'),
  'archive/other-count': row(
    '清单文件说有 {told} 条存证，归档里有 {found} 条：有缺',
    'The manifest tells of {told} entries and the archive holds {found}: something was left out',
  ),
  'archive/chunk-changed': row('页面数据 {path} 被改动过', 'The page’s own data, {path}, were changed'),
  'archive/chunk-differs': row(
    '页面数据 {path} 中的 {file} 与归档里的同名文件不同',
    'The page’s own data, {path}, hold another {file} than the archive does',
  ),
  'archive/opening-of-nothing': row('公开内容 {path} 不对应账本里的任何承诺', 'What {path} opens stands in no entry of the log'),

  'passkey/not-verified': row('通行密钥签名验证未通过（{detail}）', 'The passkey’s signature does not verify ({detail})'),
  'passkey/not-in-roster': row('签名所用的通行密钥当时不属于 {person}', 'The passkey was not listed for {person} at that time'),
  'post/not-held': row('签名人当时没有“{post}”岗位', 'The signer did not hold the post “{post}” at that time'),
  'decision/other-town': row('审批意见属于另一个地方（{town}）', 'The decision belongs to another town ({town})'),

  'roster/broken-chain': row(
    '名册第 {seq} 环与前一环接不上（{detail}）',
    'Link {seq} of the roster does not follow the one before ({detail})',
  ),
  'roster/not-two-officers': row(
    '名册第 {seq} 环没有两位有效负责人的签名',
    'Link {seq} of the roster is not signed by two officers who count',
  ),
  'roster/bad-signature': row(
    '名册第 {seq} 环上 {detail} 的签名无效',
    'The signature of {detail} on link {seq} of the roster is not valid',
  ),
  'roster/no-log-key': row('名册第 {seq} 环没有留下有效的账本密钥', 'Link {seq} of the roster leaves the log no key'),
  'roster/bad-change': row(
    '名册第 {seq} 环的第 {change} 项变更不成立',
    'Change {change} in link {seq} of the roster changes nothing or may not be',
  ),

  'machine/bad-signature': row('印章机记录的签名无效', 'The machine’s signature on its record is not valid'),
  'machine/journal-gap': row('印章机第 {seq} 条记录与前一条接不上', 'Record {seq} of the machine does not follow the one before'),
  'page-code/key-compromised': row(
    '签发这个记录码的服务器密钥于 {at} 被报告泄露；记录码不在账本中，日期可以倒填，请以回执为准',
    'The server’s key that signed this code was reported compromised at {at}; a code can be dated back, so go by the receipt',
  ),
  'page-code/unreadable': row('不是可读的记录码', 'This is not a readable record code'),

  'receipt/too-large': row('回执文件太大', 'The receipt is too large'),
  'receipt/unknown-signature': row(
    '检查点上另有 {count} 个签名这里无法核实，未作依据',
    'The checkpoint carries {count} more signatures that cannot be checked here; nothing rests on them',
  ),
  'receipt/awaiting-witnesses': row(
    '检查点还没有足够的见证方共同签名，请稍后重新下载回执',
    'Too few witnesses have cosigned the checkpoint yet: download the receipt again later',
  ),
  'receipt/two-checkpoints': row('这一组证明不属于同一个检查点', 'The proofs of this list do not end in one checkpoint'),
  'receipt/out-of-order': row('次序与账本或印章机的次序不符', 'This is not in the order of the log or of the machine'),
  'receipt/unexpected-entry': row('回执中不应有这种条目（{kind}）', 'An entry of this kind ({kind}) has no place here'),
  'receipt/twice': row('同一种条目出现了两次（{kind}）', 'There is a second entry of the kind {kind}'),
  'receipt/lacks': row('回执缺少条目（{kind}）', 'The receipt lacks its entry {kind}'),
  'receipt/other-town': row('条目属于另一个地方', 'The entry belongs to another town'),
  'receipt/other-request': row('条目属于另一份申请（{request}）', 'The entry belongs to another request ({request})'),
  'receipt/other-founding': row('名册的创立摘要与您指定的不同', 'The roster was not founded by the statement that you named'),
  'receipt/roster-late': row('此条目写入账本时名册尚未创立', 'The roster was not yet founded when this entered the log'),
  'receipt/roster-cut-short': row('回执中的名册不完整，应至少到第 {seq} 环', 'The receipt’s roster is cut short: it must reach link {seq}'),

  'approval/pages-do-not-fit': row('页数与用印次数对不上', 'Pages and impressions do not fit together'),
  'approval/post-not-held': row('{person} 当时没有“{post}”岗位', '{person} did not hold the post “{post}” at that time'),
  'approval/steps-missing': row('应有 {steps} 次审批，实有 {present} 次', 'It needs {steps} approvals and has {present}'),
  'approval/not-what-was-filed': row('审批意见与申请不一致（{field}）', 'The decision does not repeat what was filed ({field})'),
  'approval/wrong-step': row('审批次序不对，此处应为第 {step} 步', 'This should be the decision of step {step}'),
  'approval/not-approved': row('第 {step} 步没有同意', 'Step {step} was not approved'),
  'key/compromised-later': row(
    '签名所用的密钥于 {at} 被报告泄露；此内容在那之前已写入账本，仍然有效，请留意',
    'The key that signed this was reported compromised at {at}; this had entered the log before and still counts, but look twice',
  ),
  'approval/key-revoked': row(
    '审批意见写入账本时，签名的密钥已被撤销',
    'The approver’s key was already revoked when the decision entered the log',
  ),
  'approval/not-the-servers-key': row(
    '用章授权不是由名册当时所列的服务器密钥签发',
    'The authorisation was not signed by a key of the server that the roster listed',
  ),
  'approval/post-ended': row(
    '审批意见写入账本时，审批人已不再担任该岗位',
    'The approver’s post had already ended when the decision entered the log',
  ),
  'approval/server-key-revoked': row(
    '用章授权写入账本时，服务器的签发密钥已被撤销',
    'The server’s key was already revoked when its authorisation entered the log',
  ),
  'approval/authorised-otherwise': row('用章授权与申请不一致', 'The authorisation does not fit what was filed'),
  'approval/wrong-maximum': row(
    '授权次数 {max} 与批准的 {allowed} 次不符',
    'It authorises {max} impressions where {allowed} were approved',
  ),
  'separation/approver-twice': row('同一人审批了两步', 'One person approved two steps'),
  'separation/own-waiver': row('经办人为自己免除了岗位分离', 'The clerk waived the separation of duties for himself'),
  'separation/clerk-is-custodian': row('经办人与保管人是同一人', 'Clerk and custodian are one person'),
  'separation/clerk-approves': row('经办人审批了自己的申请', 'The clerk approved his own request'),
  'separation/custodian-approves': row('保管人参与了审批', 'The custodian approved'),

  'use/other-machine': row(
    '记录不是由获授权的印章机当时的密钥签名',
    'The record is not signed by a key of the authorised machine at that time',
  ),
  'use/key-revoked': row(
    '记录写入账本时，印章机的签名密钥已被撤销',
    'The machine’s key was already revoked when its record entered the log',
  ),
  'use/other-authorisation': row('记录属于另一份授权', 'The record belongs to another authorisation'),
  'use/bad-record': row('印章机记录内容不全（{type}）', 'The machine’s record lacks what it must say ({type})'),
  'use/no-beginning': row('缺少印章机收到授权的记录', 'The record of the machine receiving the authorisation is missing'),
  'use/not-ended': row('缺少用印结束的记录', 'The record of the end of the use is missing'),
  'use/after-end': row('用印结束之后还有用印记录', 'Something was recorded after the end of the use'),
  'use/received-otherwise': row('印章机收到的授权与账本中的不同', 'The machine received another authorisation than the log holds'),
  'use/other-finger': row('指纹不属于获授权的经办人', 'The finger was not that of the authorised clerk'),
  'use/opened-otherwise': row('开启的套筒、印章或经办人与授权不符', 'The sleeve, seal or clerk of the opening is not the authorised one'),
  'use/outside-window': row('开启时间不在授权期限内', 'The sleeve was opened outside the authorised time'),
  'use/not-open': row('套筒未开启时有用印记录', 'Something was recorded while the sleeve was not open'),
  'use/page-not-passed': row('该页未通过页面比对就盖了章', 'The page check had not passed this sheet'),
  'use/may-not-be-cleared': row(
    '比对拿不准的页由人放行，而批准的申请不允许这样做',
    'A person cleared a sheet that the page check was unsure of, which the approved request does not allow',
  ),
  'use/cleared-otherwise': row(
    '放行的不是刚才所问的那张照片，或者放行人没有重新按指纹',
    'What was cleared is not what had been asked about, or the clerk had not used the finger anew',
  ),
  'use/too-many': row('用印次数超过批准的次数', 'There are more impressions than were approved'),
  'use/missing-impression': row('印迹编号不连续，缺少记录', 'The numbers of the impressions have a gap: a record is missing'),
  'use/not-reserved': row('印迹没有对应的预留记录', 'The impression was not reserved beforehand'),
  'use/wrong-count': row('结束时的次数与各条记录不符', 'The count at the end differs from the records'),

  'opening/of-nothing': row('公开的内容不对应任何存证', 'What is opened here stands in no entry, or not in this order'),
  'opening/does-not-open': row('公开的内容与存证不符：被改动过', 'What is opened here is not what was committed to: it was changed'),
  'opening/wrong-shape': row('公开的内容格式不符', 'What is opened here has the wrong shape'),

  'erasure/one-person': row('删除由同一人提出和确认', 'One person both asked for the erasure and confirmed it'),
  'erasure/of-nothing': row('删除条目说的不是这份回执里的内容', 'The erasure is not of what stands in this receipt'),

  'file/changed': row('文件与回执记载的不同：被改动过', 'The file is not the one in the receipt: it was changed'),
};

/** The sentences for a code, filled in; an unknown code stands for itself. */
export function reasonOf(code: string, params: Params = {}): Reason {
  const { zh, en } = Object.hasOwn(REASONS, code) ? (REASONS[code] as Reason) : row(code, code);
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '—'));
  return { zh: fill(zh), en: fill(en) };
}
