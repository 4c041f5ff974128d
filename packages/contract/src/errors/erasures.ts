import { row } from './row.ts';

/** Forgetting: what was erased, and why something cannot be yet. */
export const ERASURES_ERRORS = {
  'request/erased': row(
    410,
    '这份申请中的个人信息已依法删除。',
    'What was personal in this request has been erased by law.',
    '登记的事实和证明仍在，可查看记录。',
    'Its facts and proofs remain; look at its record.',
  ),
  'file/erased': row(
    410,
    '这份文件已依法删除。',
    'This file has been erased by law.',
    '持有原件的人仍可凭回执核对原件。',
    'Who holds the original can still check it against the receipt.',
  ),
  'person/unknown': row(404, '没有这个人员。', 'There is no such person.', '请检查编号。', 'Check the id.'),
  'erasure/unknown': row(404, '没有这项删除申请。', 'There is no such erasure.', '请刷新后查看。', 'Refresh and look again.'),
  'erasure/not-ended': row(
    409,
    '申请还在办理中（{state}），不能删除。',
    'The request is still under way ({state}) and cannot be erased.',
    '请先办结或撤回。',
    'Finish or withdraw it first.',
  ),
  'erasure/machine-may-tell': row(
    409,
    '印章机可能还有这份申请的用印记录没有传到，{until} 之前不能删除。',
    'A machine may still report a use of this request; it cannot be erased before {until}.',
    '请到期后再提出。',
    'Ask again then.',
  ),
  'erasure/in-office': row(
    409,
    '该人员还在岗、还有有效密钥或在办的申请，不能删除。',
    'The person still holds a post, a key or a seal, or has requests under way.',
    '请先由名册负责人结束其岗位、撤销其密钥，移交印章并办结申请。',
    'Have officers end the posts and revoke the keys, hand over the seals and finish the requests first.',
  ),
  'erasure/asked-already': row(
    409,
    '已有人提出删除，正等待确认。',
    'The erasure was asked for already and waits for its confirmation.',
    '请等待监督员或审计员答复。',
    'Wait for a supervisor or auditor to answer.',
  ),
  'erasure/answered': row(409, '这项删除已有答复。', 'This erasure was answered already.', '请刷新后查看。', 'Refresh and look again.'),
  'erasure/one-person': row(
    403,
    '提出删除的人不能自己确认。',
    'Who asked for the erasure may not confirm it.',
    '请另一位监督员或审计员确认。',
    'Have another supervisor or auditor confirm.',
  ),
  'erasure/asker-left': row(
    409,
    '提出删除的人已不在岗。',
    'Who asked for the erasure no longer holds the post.',
    '请答复“不同意”，再由在岗人员重新提出。',
    'Refuse this one, and have somebody in office ask again.',
  ),
  'erasure/took-part': row(
    403,
    '您参与过这份申请，不能确认删除。',
    'You had a part in this request and may not confirm its erasure.',
    '请没有参与的监督员或审计员确认。',
    'Have a supervisor or auditor confirm who had none.',
  ),
  'erasure/retained': row(
    422,
    '法定保存期限到 {until}，提前删除须写明理由。',
    'The law has it kept until {until}; to erase it earlier a reason is needed.',
    '请写明理由（不要写姓名），或到期后再确认。',
    'Give the reason (no names), or confirm after that day.',
  ),
} as const;
