import { type Bilingual, both } from '../language.ts';
import { describeProblems } from '../verify/print-problems.ts';
import type { Made } from './make-archive.ts';

/** What was made, in sentences; the digests are there to be written down elsewhere. */
export const describeMade = ({ audit, manifest, uses, others, digest, pageDigest }: Made, out: string): readonly Bilingual[] => [
  both(`归档已写出：${out}`, `The archive is written: ${out}`),
  both(
    `  账本 ${manifest.checkpoint.origin}，${manifest.checkpoint.size} 条，收入 ${manifest.entries} 条，申请 ${uses} 份，公开内容 ${manifest.opened} 份`,
    `  log ${manifest.checkpoint.origin} of ${manifest.checkpoint.size} entries; inside: ${manifest.entries} entries, ${uses} requests, ${manifest.opened} opened`,
  ),
  ...(others > 0
    ? [
        both(
          `  ⚠ 有 ${others} 个文件取不到，或与账本记载的不同，没有收入`,
          `  ⚠ files that the server does not have, or that are not those of the log, and were left out: ${others}`,
        ),
      ]
    : []),
  ...(manifest.trust === 'server'
    ? [
        both(
          '  ⚠ 账本公钥是服务器自己说的：请与公示的比对，或用 --key 指定',
          '  ⚠ the log’s key is the server’s own word: compare it with the published one, or name it with --key',
        ),
      ]
    : []),
  both(`  归档摘要（SHA256SUMS 的 SHA-256）  ${digest}`, `  digest of the archive (SHA-256 of SHA256SUMS)  ${digest}`),
  both(`  页面摘要（index.html 的 SHA-256）  ${pageDigest}`, `  digest of the page (SHA-256 of index.html)     ${pageDigest}`),
  both('  请把这两行另行抄存，交接时核对。', '  Write these two down elsewhere, to compare when it changes hands.'),
  ...describeProblems(audit.log),
  audit.log.ok
    ? both('结论：全部相符。', 'Result: everything holds.')
    : audit.log.isAwaitingWitnesses
      ? both('结论：相符，但见证方的共同签名还不够。', 'Result: it holds, but too few witnesses have cosigned.')
      : both(
          `结论：有 ${audit.log.problems.length} 处不符；归档照原样保留了它们。`,
          `Result: problems: ${audit.log.problems.length}; the archive keeps them as they are.`,
        ),
];
