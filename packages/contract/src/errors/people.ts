import { row } from './row.ts';

/** Signing in, posts, passkeys and the roster. */
export const PEOPLE_ERRORS = {
  'session/none': row(
    401,
    '您还没有登录，或登录已过期。',
    'You are not signed in, or your session has ended.',
    '请重新登录。',
    'Sign in again.',
  ),
  'session/wrong-credentials': row(
    401,
    '账号、密码或动态码不正确。',
    'The name, password or one-time code is not right.',
    '请检查后重试；动态码每 30 秒更换一次。',
    'Check and try again; the code changes every 30 seconds.',
  ),
  'session/too-many-attempts': row(
    429,
    '尝试次数过多。',
    'Too many attempts.',
    '请 {seconds} 秒后再试。',
    'Try again in {seconds} seconds.',
  ),
  'session/cross-site': row(
    403,
    '请求来自其他网站，已拒绝。',
    'The request came from another site and was refused.',
    '请从本系统页面操作。',
    'Work from the pages of this system.',
  ),
  'post/not-held': row(
    403,
    '您的岗位不能做这件事。',
    'Your post does not allow this.',
    '请由具有“{post}”岗位的人员办理。',
    'Ask someone who holds the post “{post}”.',
  ),
  'passkey/not-verified': row(
    400,
    '通行密钥验证未通过：{detail}',
    'The passkey did not verify: {detail}',
    '请重新用本人设备确认。',
    'Confirm again with your own device.',
  ),
  'passkey/not-in-roster': row(
    403,
    '这把通行密钥还没有列入名册。',
    'This passkey is not in the roster.',
    '请两位名册负责人签署后再试。',
    'Two officers must sign it into the roster first.',
  ),
  'passkey/expired': row(
    400,
    '本次确认已超时。',
    'This confirmation has expired.',
    '请重新打开页面再确认。',
    'Open the page again and confirm anew.',
  ),
  'roster/not-two-officers': row(
    403,
    '名册变更需要上一版名册中两位负责人签名。',
    'A roster change needs two officers of the roster before.',
    '请另一位负责人签署。',
    'Have a second officer sign.',
  ),
  'roster/broken-chain': row(
    409,
    '名册链不连续：{detail}',
    'The roster chain does not fit: {detail}',
    '请取得最新名册后重试。',
    'Fetch the newest roster and try again.',
  ),
  'roster/bad-change': row(
    409,
    '名册变更的第 {change} 项不成立：它不会改变什么，或不能这样改。',
    'Change {change} of the roster cannot be made: it would change nothing, or may not be.',
    '请取得最新名册，核对后重新提出。',
    'Fetch the newest roster, compare and propose it anew.',
  ),
  'roster/bad-signature': row(400, '名册签名无效：{detail}', 'A roster signature is not valid: {detail}', '请重新签署。', 'Sign again.'),
} as const;
