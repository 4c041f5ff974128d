import { type Refused, reasonOf } from '@yinzheng/ledger';
import { type Bilingual, both } from '../../language.ts';
import { plain } from '../../terminal.ts';
import type { Restored } from './restore-log.ts';

/** What was restored, in a sentence, and what to do next. */
export function describeRestored({ origin, size, known, tally }: Restored, to: string): readonly Bilingual[] {
  return [
    both(
      `已恢复 ${plain(origin)}：${size} 条，取回 ${tally.fetched} 条，原有 ${tally.kept} 条完好；与已知的检查点（${known} 条）一致。`,
      `${plain(origin)} is restored: ${size} entries, ${tally.fetched} fetched, ${tally.kept} were whole; it agrees with the known checkpoint of ${known} entries.`,
    ),
    ...(known < size
      ? [
          both(
            `⚠ 镜像比已知的检查点多 ${size - known} 条：数据库里若没有这些条目，请不要启动服务器，否则账本会分叉。`,
            `⚠ The mirror holds ${size - known} entries more than the known checkpoint: unless the database has them, do not start the server, or the log will fork.`,
          ),
        ]
      : []),
    both(`可用 yinzheng verify ${plain(to)} 再核对整本账。`, `To check the whole log once more: yinzheng verify ${plain(to)}`),
  ];
}

/** Why nothing was restored, and what to do. */
export function describeNotRestored({ code, params }: Refused): Bilingual {
  const path = plain(String(params?.path ?? ''));
  switch (code) {
    case 'restore/no-checkpoint':
      return both('镜像里没有检查点：请检查 --from。', 'The mirror has no checkpoint: look at --from.');
    case 'restore/nothing-known':
      return both(
        '没有已知的检查点可以核对：请用 --known 指定账本最后签署的检查点（从数据库导出）。',
        'There is no known checkpoint to compare with: name the last one that the log signed (exported from the database) with --known.',
      );
    case 'restore/not-witnessed':
      return both(
        `镜像的检查点只有 ${params?.count} 个见证方联署，不够策略所要求的。`,
        `Only ${params?.count} of the policy’s witnesses have cosigned the mirror’s checkpoint: fewer than it asks for.`,
      );
    case 'restore/other-log':
      return both(`${path} 是另一本账的检查点。`, `${path} is the checkpoint of another log.`);
    case 'restore/forked':
      return both(
        `没有恢复：镜像与 ${path} 不是同一个历史，前 ${params?.at} 条并不相同。请保留两个检查点作为证据，换一个镜像。`,
        `Nothing was restored: the mirror and ${path} are two histories, their first ${params?.at} entries differ. Keep both checkpoints as evidence, and try another mirror.`,
      );
    case 'restore/mirror-behind':
      return both(
        `没有恢复：镜像只有 ${params?.held} 条，而 ${path} 已有 ${params?.known} 条，其后的 ${params?.missing} 哪里都没有。请换一个更新的镜像。`,
        `Not restored: the mirror holds ${params?.held} entries, ${path} has ${params?.known}, and of those after, ${params?.missing} is nowhere. Try a mirror that is further on.`,
      );
    case 'restore/mirror-ahead':
      return both(
        `没有恢复：镜像有 ${params?.held} 条，已知的检查点只有 ${params?.known} 条。若已知的不是最新，请换成最新的；若数据库退回了旧版本，先恢复数据库。确认无误可用 --allow-ahead。`,
        `Nothing was restored: the mirror holds ${params?.held} entries, the known checkpoint has ${params?.known}. Name the newest one; if the database went back to an older state, restore it first. If you are sure: --allow-ahead.`,
      );
    default: {
      const { zh, en } = reasonOf(code, params);
      const [at, of] = path ? [`${path}：`, `${path}: `] : ['镜像：', 'The mirror: '];
      return both(`没有恢复。${at}${zh} [${code}]`, `Nothing was restored. ${of}${en} [${code}]`);
    }
  }
}
