import type { ArchiveManifest } from '@yinzheng/ledger';

/** What lies beside the page for whoever opens the archive without one. With a byte order mark and CRLF: old Notepads ask for both. */
export function readmeOf({ town, checkpoint, madeAt, entries, scope }: ArchiveManifest, pageDigest: string): string {
  const lines = [
    `印证 审计归档 / Yinzheng archive for auditors`,
    '',
    `地方 Town: ${town ? `${town.name} ${town.code}` : '—'}`,
    `账本 Log: ${checkpoint.origin}`,
    `条数 Entries: ${entries} / ${checkpoint.size}（${scope.kind === 'whole' ? '全部 all' : '部分 a part'}）`,
    `树根 Root: ${checkpoint.root}`,
    `导出时间 Made at: ${madeAt}`,
    '',
    '怎样看：先把 ZIP 全部解压到一个文件夹，再双击 index.html。不需要联网，不需要安装。',
    'How to read: unpack the whole ZIP into a folder, then open index.html. No network, nothing to install.',
    '',
    '怎样核对页面本身：计算 index.html 的 SHA-256，与可信来源公布的比较。下面这一行只供方便，改页面的人也能改它。',
    'How to check the page itself: compare its SHA-256 with the one from a source that you trust. The line below is a convenience only:',
    'whoever changes the page can change it too.',
    '更稳妥：用另取的可信 index.html 打开这份 ZIP；双击打开时，data 里的脚本也能改写屏幕。',
    'Safer: open the ZIP with an index.html from a source that you trust; by double-click the scripts in data may paint on the screen too.',
    `  index.html  ${pageDigest}`,
    '  Windows: certutil -hashfile index.html SHA256        Linux: sha256sum -c SHA256SUMS',
    '',
    '独立核对：yinzheng verify <这个文件夹或 ZIP> --key <公示的账本公钥>',
    'The independent check: yinzheng verify <this folder or the ZIP> --key <the published log key>',
    '',
    '文件 Files:',
    '  SHA256SUMS     每个文件的摘要 digests of all files',
    '  manifest.json  归档说明 what this archive is',
    '  log/, proven/  账本（c2sp.org/tlog-tiles）或所选条目及证明 the log, or chosen entries with proofs',
    '  trust/         信任策略 the trust policy',
    '  names.json     服务器所说的名称，未经证明 names as told by the server, not proved',
    '  opened/        向审计员公开的内容 what was opened to the auditor',
    '  data/          页面自用的同一份数据 the page’s own copy of the same files',
    '',
  ];
  return `\ufeff${lines.join('\r\n')}`;
}
