/** A sentence in both languages of the product. `{name}` is filled from the problem's `params`. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

interface ErrorRow {
  /** HTTP status that carries it. */
  readonly status: number;
  /** What was wrong. */
  readonly what: Bilingual;
  /** What to do about it. */
  readonly todo: Bilingual;
}

const row = (status: number, whatZh: string, whatEn: string, todoZh: string, todoEn: string): ErrorRow => ({
  status,
  what: { zh: whatZh, en: whatEn },
  todo: { zh: todoZh, en: todoEn },
});

/** Every code that leaves a process, in one table. Codes are stable: never rename one, never reuse one. */
export const ERRORS = {
  'message/malformed': row(
    400,
    '内容不符合约定：{at} {detail}',
    'The message does not fit the contract: {at} {detail}',
    '请按接口文档修正后重发。',
    'Correct it by the API document and send it again.',
  ),
  'message/too-large': row(
    413,
    '内容太大，上限 {limit}。',
    'Too large; the limit is {limit}.',
    '请减小后重试。',
    'Make it smaller and try again.',
  ),
  'route/unknown': row(404, '没有这个地址。', 'There is nothing at this address.', '请检查链接。', 'Check the link.'),
  'server/unexpected': row(
    500,
    '服务器出现意外错误，操作没有生效。',
    'Something unexpected went wrong; nothing was changed.',
    '请稍后重试；若仍出现，请把编号 {incident} 告诉管理员。',
    'Try again later; if it stays, tell your administrator the number {incident}.',
  ),
  'server/busy': row(503, '服务器正忙。', 'The server is busy.', '请几秒后重试。', 'Try again in a few seconds.'),
  'ledger/unavailable': row(
    503,
    '存证账本暂时不可用，为安全起见操作未执行。',
    'The ledger cannot be written now, so nothing was done.',
    '请稍后重试。',
    'Try again later.',
  ),

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

  'upload/empty': row(
    400,
    '文件“{file}”是空的。',
    'The file “{file}” is empty.',
    '请重新导出或拍照后上传。',
    'Export or photograph it again.',
  ),
  'upload/unknown-kind': row(
    415,
    '“{file}”不是 PDF 或图片（JPEG、PNG、WebP、TIFF）。',
    '“{file}” is not a PDF or a picture (JPEG, PNG, WebP, TIFF).',
    '请另存为 PDF，或拍照上传；iPhone 的 HEIC 照片请先转为 JPEG。',
    'Save it as PDF, or upload a photo; convert HEIC photos of an iPhone to JPEG first.',
  ),
  'upload/damaged': row(
    422,
    '“{file}”已损坏，无法打开。',
    '“{file}” is damaged and cannot be opened.',
    '请重新导出或扫描。',
    'Export or scan it again.',
  ),
  'upload/encrypted': row(
    422,
    '“{file}”有密码保护。',
    '“{file}” is protected by a password.',
    '请去掉密码后上传。',
    'Remove the password and upload it again.',
  ),
  'upload/too-large': row(
    413,
    '“{file}”超过 {limitMiB} MiB。',
    '“{file}” is larger than {limitMiB} MiB.',
    '请降低扫描分辨率或拆分文件。',
    'Scan at a lower resolution or split the file.',
  ),
  'upload/too-many-pages': row(
    422,
    '共 {pages} 页，上限 {limit} 页。',
    'It has {pages} pages; the limit is {limit}.',
    '请拆分为多个申请。',
    'Split it into several requests.',
  ),
  'upload/page-size': row(
    422,
    '第 {page} 页尺寸异常（{widthMm}×{heightMm} 毫米）。',
    'Page {page} has an impossible size ({widthMm}×{heightMm} mm).',
    '请按 A4 或 A3 重新导出。',
    'Export it again as A4 or A3.',
  ),
  'upload/took-too-long': row(
    422,
    '“{file}”处理超时或内存超限。',
    'Preparing “{file}” took too long or too much memory.',
    '请打印成新的 PDF 或拆分后重试。',
    'Print it to a new PDF, or split it, and try again.',
  ),
  'upload/none': row(400, '没有收到文件。', 'No file was received.', '请至少选择一个 PDF 或照片。', 'Choose at least one PDF or photo.'),

  'matter/unknown': row(
    404,
    '用章事项“{matter}”不在目录中。',
    'The matter “{matter}” is not in the catalogue.',
    '请从目录中选择。',
    'Choose one from the catalogue.',
  ),
  'matter/barred': row(
    422,
    '“{name}”依规不予出具（{basis}）。',
    '“{name}” may not be issued ({basis}).',
    '请到{office}办理。',
    'Go to: {office}.',
  ),
  'matter/too-few-approvers': row(
    422,
    '“{name}”需要 {needed} 位审批人，这枚印章的组织只有 {found} 位。',
    '“{name}” needs {needed} approvers; the body of this seal has {found}.',
    '请换一枚印章，或先为该组织增加审批人。',
    'Choose another seal, or have another approver granted first.',
  ),
  'matter/no-basis': row(
    422,
    '事项“{matter}”没有法律依据，不能发布。',
    'The matter “{matter}” has no legal basis and cannot be published.',
    '请补充依据。',
    'Add the basis.',
  ),

  'request/unknown': row(
    404,
    '没有这份申请，或您无权查看。',
    'There is no such request, or you may not see it.',
    '请检查编号。',
    'Check the number.',
  ),
  'request/wrong-state': row(
    409,
    '申请目前是“{state}”，不能这样操作。',
    'The request is “{state}”; this cannot be done now.',
    '请刷新后查看最新进度。',
    'Refresh and look at its progress.',
  ),
  'request/copies-out-of-range': row(
    422,
    '份数或每页用印次数超出事项允许（最多 {limit}）。',
    'Copies or impressions exceed what the matter allows (at most {limit}).',
    '请减少份数或次数。',
    'Ask for fewer.',
  ),
  'request/nothing-to-stamp': row(
    422,
    '没有任何一页需要用印。',
    'No page asks for an impression.',
    '请至少给一页设置一次用印。',
    'Ask for at least one impression.',
  ),
  'request/text-required': row(
    422,
    '“{field}”不能为空，且不超过 {limit} 字。',
    '“{field}” is needed, at most {limit} characters.',
    '请填写。',
    'Fill it in.',
  ),
  'request/repeated-differently': row(
    409,
    '同一提交编号的内容不一致。',
    'The same idempotency key came with other content.',
    '请刷新页面重新提交。',
    'Refresh the page and submit anew.',
  ),

  'seal/unknown': row(404, '没有这枚印章。', 'There is no such seal.', '请从列表中选择。', 'Choose one from the list.'),
  'seal/not-in-use': row(
    409,
    '印章“{seal}”目前不可用（{state}）。',
    'The seal “{seal}” is not in use ({state}).',
    '请联系保管人。',
    'Ask its custodian.',
  ),
  'seal/no-machine': row(
    409,
    '印章“{seal}”没有在线的印章机。',
    'No machine holds the seal “{seal}” online.',
    '请检查印章机电源和网络。',
    'Check the machine’s power and network.',
  ),

  'decision/not-your-step': row(
    403,
    '这一步不由您审批。',
    'This step is not yours to decide.',
    '请由“{step}”审批。',
    'It is decided by “{step}”.',
  ),
  'decision/clerk-may-not-approve': row(
    403,
    '经办人不能审批自己经办的申请。',
    'The clerk of a request may not approve it.',
    '请由其他审批人审批。',
    'Ask another approver.',
  ),
  'decision/custodian-may-not-approve': row(
    403,
    '保管人不能审批由其保管印章的申请。',
    'The custodian of the seal may not approve its use.',
    '请由其他审批人审批。',
    'Ask another approver.',
  ),
  'decision/clerk-is-custodian': row(
    403,
    '经办人与保管人不能是同一人。',
    'The clerk and the custodian must be two people.',
    '请换一位经办人，或安排代管。',
    'Have another clerk file it, or arrange a deputy custodian.',
  ),
  'decision/reason-required': row(
    422,
    '不同意或退回时必须写明理由。',
    'A rejection or a return needs a reason.',
    '请填写理由。',
    'Write the reason.',
  ),
  'decision/not-what-was-shown': row(
    409,
    '签名的内容与当前申请不一致：{at}',
    'What was signed is not this request: {at}',
    '请刷新后重新查看再决定。',
    'Refresh, look again and decide anew.',
  ),
  'decision/stale': row(
    409,
    '签名时间与服务器相差过大。',
    'The decision’s time is too far from the server’s.',
    '请重新打开页面再决定。',
    'Open the page again and decide anew.',
  ),

  'authorisation/malformed': row(400, '用章授权格式不对。', 'The authorisation is malformed.', '请重新下发。', 'Issue it again.'),
  'authorisation/bad-signature': row(
    403,
    '用章授权签名无效。',
    'The authorisation’s signature is not valid.',
    '请检查名册中的服务器密钥。',
    'Check the server key in the roster.',
  ),
  'authorisation/wrong-machine': row(
    403,
    '用章授权不属于这台印章机。',
    'The authorisation is for another machine.',
    '请在指定的印章机上用印。',
    'Use the machine named in it.',
  ),
  'authorisation/not-yet': row(409, '用章授权尚未生效。', 'The authorisation is not valid yet.', '请稍后。', 'Wait a little.'),
  'authorisation/expired': row(409, '用章授权已过期。', 'The authorisation has expired.', '请重新申请授权。', 'Ask for a new one.'),
  'authorisation/revoked': row(409, '用章授权已撤销。', 'The authorisation was revoked.', '请查看撤销原因。', 'See why it was revoked.'),
  'authorisation/decision-missing': row(
    403,
    '授权缺少审批意见（需要 {steps} 个）。',
    'Decisions are missing from the authorisation ({steps} are needed).',
    '请完成审批。',
    'Complete the approvals.',
  ),
  'authorisation/decision-invalid': row(
    403,
    '授权中的第 {step} 个审批意见无效：{detail}',
    'Decision {step} in the authorisation is not valid: {detail}',
    '请重新审批。',
    'Have it decided again.',
  ),
  'authorisation/more-than-approved': row(
    403,
    '授权次数超过审批次数。',
    'It allows more impressions than were approved.',
    '请检查服务器。',
    'Check the server.',
  ),
  'authorisation/roster-unknown': row(
    409,
    '印章机没有所需的名册。',
    'The machine lacks the roster it needs.',
    '请让印章机联网同步名册。',
    'Let the machine fetch the roster.',
  ),
  'authorisation/clerk-not-in-roster': row(
    403,
    '名册中没有这位经办人。',
    'The clerk is not in the roster.',
    '请先办理任职。',
    'Have the post granted first.',
  ),
  'authorisation/repeated-differently': row(
    409,
    '同一授权编号来了不同的内容，已拒绝。',
    'The same authorisation id came with other content and was refused.',
    '请监督员检查服务器。',
    'Have the supervisor inspect the server.',
  ),

  'use/wrong-finger': row(
    403,
    '指纹不是经办人本人。',
    'The finger is not the clerk’s.',
    '请由经办人本人按指纹。',
    'The clerk must use their own finger.',
  ),
  'use/not-open': row(
    409,
    '当前没有进行中的用印。',
    'No use is open.',
    '请先选择申请并按指纹。',
    'Choose a request and use the finger first.',
  ),
  'use/another-open': row(409, '另一份申请正在用印。', 'Another use is open.', '请先完成或中止它。', 'Finish or abort it first.'),
  'use/nothing-left': row(
    409,
    '允许的次数已用完。',
    'All impressions allowed have been used.',
    '如需增加请重新申请。',
    'File a new request for more.',
  ),
  'use/seal-missing': row(409, '套筒里没有印章。', 'The sleeve has no seal in it.', '请联系保管人。', 'Call the custodian.'),
  'use/wrong-page': row(
    409,
    '机内纸张不是应盖的第 {expected} 页。',
    'The sheet in the machine is not page {expected}.',
    '请放入屏幕提示的那一页。',
    'Put in the page that the screen asks for.',
  ),
  'use/no-page': row(
    409,
    '没有看到带记录码的纸张。',
    'No sheet with a record code was seen.',
    '请把纸放平、放正，记录码朝上。',
    'Lay the sheet flat, code side up.',
  ),
  'use/window-over': row(
    409,
    '开启时间已到，套筒已锁。',
    'The sleeve’s time is over and it is locked.',
    '请重新按指纹继续。',
    'Use your finger again to go on.',
  ),
  'use/no-finger': row(
    408,
    '没有等到指纹。',
    'No finger came.',
    '请重新选择申请，再按指纹。',
    'Choose the request again and use your finger.',
  ),
  'use/finger-unreadable': row(
    422,
    '指纹没有看清。',
    'The finger could not be read.',
    '请擦干手指，平放后再按。',
    'Dry your finger, lay it flat and try again.',
  ),
  'use/page-unclear': row(
    409,
    '机内纸张与批准的第 {expected} 页对不准：{detail}',
    'The sheet could not be matched with approved page {expected}: {detail}',
    '请把纸压平、摆正后再检查；若仍不行，请停止并联系监督员。',
    'Flatten and straighten the sheet and check again; if it stays, stop and call the supervisor.',
  ),
  'use/page-altered': row(
    409,
    '机内纸张与批准的第 {expected} 页不一致：{detail}',
    'The sheet differs from approved page {expected}: {detail}',
    '请用系统打印的原件；不要盖章。',
    'Use the original print; do not stamp this sheet.',
  ),
  'use/impression-unknown': row(
    409,
    '第 {n} 次用印结果不明，已计为用过，套筒已锁。',
    'What became of impression {n} is not known; it counts as used and the sleeve is locked.',
    '请查看纸张并告知监督员；需要继续时重新按指纹。',
    'Look at the sheet and tell the supervisor; use your finger again to go on.',
  ),
  'use/impression-void': row(
    409,
    '第 {n} 次没有压下印章，不计次数，套筒已锁。',
    'The seal did not move for impression {n}; it does not count, and the sleeve is locked.',
    '请重新按指纹再试；若仍不行请报修。',
    'Use your finger again; if it stays, have the machine serviced.',
  ),

  'machine/unknown': row(404, '没有这台印章机。', 'There is no such machine.', '请先导入。', 'Import it first.'),
  'machine/wrong-code': row(
    403,
    '登记码不正确或已用过。',
    'The enrolment code is wrong or was used.',
    '请管理员重新生成。',
    'Have the administrator make a new one.',
  ),
  'machine/bad-signature': row(
    403,
    '印章机签名无效。',
    'The machine’s signature is not valid.',
    '请检查印章机密钥。',
    'Check the machine’s key.',
  ),
  'machine/journal-conflict': row(
    409,
    '印章机流水 {seq} 与已收到的不一致，已隔离。',
    'Journal record {seq} differs from the one received before; the machine is quarantined.',
    '请监督员到场检查。',
    'Have the supervisor inspect the machine.',
  ),
  'machine/journal-gap': row(
    409,
    '印章机流水缺少 {from} 起的记录。',
    'Journal records from {from} are missing.',
    '正在要求补发。',
    'They are being asked for again.',
  ),
  'machine/journal-damaged': row(
    500,
    '印章机流水第 {seq} 条已损坏，机器停用。',
    'Journal record {seq} of the machine is damaged; the machine is out of use.',
    '请保留原状，请监督员到场检查。',
    'Leave it as it is and have the supervisor inspect it.',
  ),
  'machine/journal-unwritable': row(
    500,
    '印章机流水无法写入，套筒已锁。',
    'The machine’s journal cannot be written; the sleeves are locked.',
    '请检查磁盘空间后重新启动印章机。',
    'Check the disk and start the machine again.',
  ),
  'machine/clock-behind': row(
    409,
    '印章机时钟比最近的记录还早，已拒绝打开。',
    'The machine’s clock is behind its own newest record, so it does not open.',
    '请校准时钟。',
    'Set the clock right.',
  ),
  'machine/pages-missing': row(
    409,
    '印章机还没有取到要核对的页面：{detail}',
    'The machine has not fetched the pages to compare with: {detail}',
    '请检查网络后重试。',
    'Check the network and try again.',
  ),
  'machine/lock-fault': row(
    409,
    '套筒锁没有正常回应：{detail}',
    'The sleeve lock does not answer as it should: {detail}',
    '请检查接线和电源后重试；套筒未打开。',
    'Check cable and power, then try again; the sleeve is not open.',
  ),
  'machine/reader-fault': row(
    409,
    '指纹仪没有正常回应：{detail}',
    'The fingerprint reader does not answer as it should: {detail}',
    '请检查接线后重试。',
    'Check its cable and try again.',
  ),
  'machine/camera-fault': row(
    409,
    '摄像头没有画面：{detail}',
    'The camera gives no picture: {detail}',
    '请检查摄像头后重试。',
    'Check the camera and try again.',
  ),
  'machine/failed': row(
    500,
    '印章机内部出错，套筒已锁：{detail}',
    'Something in the machine failed and the sleeves are locked: {detail}',
    '请重新按指纹再试；若仍不行请报修。',
    'Use your finger again; if it stays, have the machine serviced.',
  ),
  'file/unknown': row(404, '没有这个文件。', 'There is no such file.', '请检查。', 'Check the digest.'),
  'file/digest-mismatch': row(
    422,
    '文件内容与摘要不符。',
    'The file does not have the digest it was sent under.',
    '请重新上传。',
    'Upload it again.',
  ),

  'import/unreadable': row(
    422,
    '无法读取“{file}”：{detail}',
    'Cannot read “{file}”: {detail}',
    '请另存为 UTF-8 的 CSV 或 XLSX。',
    'Save it as UTF-8 CSV or XLSX.',
  ),
  'import/too-many-rows': row(
    422,
    '“{file}”超过 {limit} 行。',
    '“{file}” has more than {limit} rows.',
    '请拆分后分次导入。',
    'Split it and import the parts.',
  ),
  'import/missing-column': row(
    422,
    '缺少列“{column}”。',
    'The column “{column}” is missing.',
    '请对照模板。',
    'Compare with the template.',
  ),
  'import/bad-row': row(
    422,
    '第 {row} 行“{column}”：{detail}',
    'Row {row}, “{column}”: {detail}',
    '请修正后重新导入；本次没有写入任何行。',
    'Correct it and import again; no row was written.',
  ),
  'server/port-taken': row(
    500,
    '端口 {port} 已被占用。',
    'Port {port} is taken.',
    '请停止占用它的程序，或换一个端口。',
    'Stop the program that has it, or choose another port.',
  ),
  'server/port-forbidden': row(
    500,
    '不能在 {host} 的端口 {port} 上监听。',
    'Listening on {host}, port {port}, is not allowed or not possible here.',
    '请改用 1024 以上的端口，或检查地址。',
    'Choose a port above 1023, or check the address.',
  ),
  'data/newer-version': row(
    500,
    '数据目录“{path}”属于 PostgreSQL {found}，本程序使用 {needed}。',
    'The data folder “{path}” belongs to PostgreSQL {found}; this program runs {needed}.',
    '请改用与数据相配的程序版本，或先导出再导入。',
    'Run the version that made it, or dump and restore the data.',
  ),
  'data/newer-schema': row(
    500,
    '数据库结构（{found}）比本程序新。',
    'The database’s schema ({found}) is newer than this program.',
    '请用写入它的那个版本，或更新的版本启动。',
    'Start it with the version that wrote it, or a newer one.',
  ),
  'config/bad-setting': row(
    500,
    '设置 {setting} 不对，应为 {expected}。',
    'The setting {setting} is not right; expected {expected}.',
    '请修正这个环境变量后重新启动。',
    'Correct this environment variable and start again.',
  ),
  'data/in-use': row(
    500,
    '数据目录“{path}”正被另一个进程（{pid}）使用。',
    'The data folder “{path}” is in use by another process ({pid}).',
    '请先停止它，或用另一个数据目录。',
    'Stop that one first, or choose another data folder.',
  ),
  'data/disk-full': row(
    507,
    '“{path}”所在磁盘空间不足（剩余 {freeMiB} MiB，至少需要 {neededMiB} MiB）。',
    'The disk that holds “{path}” is full ({freeMiB} MiB left, at least {neededMiB} MiB needed).',
    '请清理磁盘，或换一个数据目录。',
    'Free some space, or choose a data folder elsewhere.',
  ),
  'data/not-writable': row(
    500,
    '无法写入“{path}”：{detail}',
    'Cannot write to “{path}”: {detail}',
    '请检查该目录的归属和权限。',
    'Check who owns the folder and its permissions.',
  ),
  'data/bad-key': row(
    500,
    '密钥文件“{path}”不能使用：{detail}',
    'The key file “{path}” cannot be used: {detail}',
    '请从备份恢复，并只允许运行本程序的账户读取（chmod 600）。',
    'Restore it from your backup, readable by the account that runs this program alone (chmod 600).',
  ),
  'database/no-binaries': row(
    500,
    '没有适合本机（{platform}）的 PostgreSQL 程序：{detail}',
    'There are no PostgreSQL programs for this machine ({platform}): {detail}',
    '请重新运行 npm ci（不要加 --omit=optional），或用 DATABASE_URL 指定已有的数据库。',
    'Run npm ci again without --omit=optional, or name your own database by DATABASE_URL.',
  ),
  'database/no-account': row(
    500,
    'PostgreSQL 不能以 root 运行，也无法建立专用账户“{account}”：{detail}',
    'PostgreSQL refuses to run as root, and the account “{account}” cannot be made: {detail}',
    '请以普通用户运行，或先建立该账户。',
    'Run this as an ordinary user, or make that account first.',
  ),
  'database/did-not-start': row(
    500,
    '数据库没有启动：{detail}',
    'The database did not start: {detail}',
    '请查看日志“{log}”。',
    'Look into its log, “{log}”.',
  ),
  'receipt/not-yet': row(
    409,
    '用印尚未完成或尚未写入检查点。',
    'The use is not finished or not yet in a checkpoint.',
    '请几秒后再试。',
    'Try again in a few seconds.',
  ),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** What goes over the wire when something is refused. */
export interface Problem {
  readonly code: ErrorCode;
  /** Where: a JSON pointer, a field, a file, a row. */
  readonly at?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly message: Bilingual;
  readonly todo: Bilingual;
}

type Params = Readonly<Record<string, string | number>>;

const fill = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));

/** The problem for a code, its sentences filled in. A parameter that is missing leaves its `{name}` visible. */
export function problem(code: ErrorCode, params: Params = {}, at?: string): Problem {
  const { what, todo } = ERRORS[code];
  const filled = (text: Bilingual): Bilingual => ({ zh: fill(text.zh, params), en: fill(text.en, params) });
  return {
    code,
    ...(at === undefined ? {} : { at }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
    message: filled(what),
    todo: filled(todo),
  };
}
