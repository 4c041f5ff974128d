import { reasonOf } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';
import { plain } from '../terminal.ts';
import type { Round } from './follow-log.ts';

/** What a look at a log came to, in a sentence; null when there is nothing to say. */
export function describeRound(origin: string, round: Round, evidenceDir: string): Bilingual | null {
  const name = plain(origin);
  switch (round.kind) {
    case 'grew':
      return both(
        `${name}：${round.from} → ${round.to} 条，新取 ${round.tally.fetched} 条，已落盘并联署`,
        `${name}: ${round.from} → ${round.to} entries, ${round.tally.fetched} fetched, durable and cosigned`,
      );
    case 'same':
      return null;
    case 'behind':
      return both(
        `${name}：账本给出的是较早的检查点（${round.size} 条），镜像已有 ${round.held} 条`,
        `${name}: the log shows an earlier checkpoint, of ${round.size} entries; the mirror holds ${round.held}`,
      );
    case 'awaiting':
      return both(
        `${name}：${round.size} 条的检查点只有 ${round.witnesses} 个见证方联署，等待见证`,
        `${name}: only ${round.witnesses} witnesses have cosigned the checkpoint of ${round.size} entries; waiting for more`,
      );
    case 'forked': {
      const files = round.evidence.map((path) => `${evidenceDir}/${path}`);
      return both(
        `${name}：账本分叉！它签过的两个检查点，前 ${round.at} 条并不相同。证据：${files.join('、')}。镜像不再跟随，请立即告知账本的运营者和见证方。`,
        `${name}: the log has FORKED! It signed two checkpoints whose first ${round.at} entries differ. Evidence: ${files.join(', ')}. The mirror does not follow; tell the log’s operator and its witnesses at once.`,
      );
    }
    case 'refused': {
      const { zh, en } = reasonOf(round.refused.code, round.refused.params);
      return both(
        `${name}：不接受检查点：${zh} [${round.refused.code}]`,
        `${name}: the checkpoint is not accepted: ${en} [${round.refused.code}]`,
      );
    }
    case 'silent':
      return both(`${name}：账本还没有检查点`, `${name}: the log has no checkpoint yet`);
  }
}

/** A round that could not be finished; it is tried again. */
export function describeFailure(origin: string, cause: unknown): Bilingual {
  const detail = plain(cause instanceof Error ? cause.message : String(cause));
  return both(`${plain(origin)}：这一轮没有完成：${detail}`, `${plain(origin)}: this round did not finish: ${detail}`);
}
