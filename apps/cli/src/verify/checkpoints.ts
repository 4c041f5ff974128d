import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type Comparison,
  compareCheckpoints,
  formatPolicy,
  fromB64,
  type Growth,
  LogFileMissing,
  openWitnessed,
  type Problem,
  problem,
  TileNotAuthentic,
  tilesOf,
  type WitnessedCheckpoint,
} from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';
import { openLog } from '../log-files/open-log.ts';
import { plain } from '../terminal.ts';
import { describeNoTrust, findTrust, type Trusted } from '../trust/find-trust.ts';
import type { Answer } from './answer.ts';
import type { VerifyOptions } from './options.ts';
import { printComparison } from './print-checkpoints.ts';

/** No checkpoint and no proof is larger. */
const MOST_BYTES = 64 * 1024;

/** Whether two checkpoints are of one log that only grew between them. */
export async function verifyCheckpoints(paths: readonly [string, string], options: VerifyOptions, answer: Answer): Promise<number> {
  const trusted = await findTrust(paths[0], options);
  if (!trusted.ok) return answer.refuse(describeNoTrust(trusted));
  const notes: string[] = [];
  for (const path of paths) {
    const note = await readSmall(path);
    if (note === null) return answer.refuse(both(`读不到检查点：${plain(path)}`, `The checkpoint cannot be read: ${plain(path)}`));
    notes.push(note);
  }
  const opened = await Promise.all(notes.map((note) => openWitnessed(trusted.value.policy, note)));
  const problems = opened.flatMap((it, at) =>
    it.ok ? witnessing(it.value, paths[at] ?? '') : [problem(it.code, paths[at] ?? '', it.params)],
  );
  const [one, other] = opened;
  if (!one?.ok || !other?.ok) return give(answer, trusted.value, paths, problems, null);
  const growth = await growthOf(paths[1], options);
  if (!growth) return answer.refuse(both('一致性证明不是每行一个 base64 哈希。', 'The consistency proof is not one base64 hash a line.'));
  try {
    const comparison = await compareCheckpoints(one.value, other.value, growth);
    problems.push(...against(comparison, other.value.origin, options.proof ?? paths[1]));
    return give(answer, trusted.value, paths, problems, comparison);
  } catch (cause) {
    return answer.refuse(describeFailure(cause));
  }
}

function give(
  answer: Answer,
  trusted: Trusted,
  paths: readonly [string, string],
  problems: readonly Problem[],
  comparison: Comparison | null,
): number {
  const ok = problems.length === 0;
  const found = { ok, comparison, problems, checkpoints: paths, trusted: { ...trusted, policy: formatPolicy(trusted.policy) } };
  return answer.give(ok, found, (language) => printComparison({ comparison, problems, paths, trusted }, language, answer.terminal));
}

/** What speaks against the log, or against the proof. */
function against(comparison: Comparison, origin: string, where: string): readonly Problem[] {
  switch (comparison.kind) {
    case 'forked': {
      const { at } = comparison;
      const zh = `账本分叉：它签过的两个检查点，前 ${at} 条并不相同`;
      return [{ code: 'cli/log-forked', where, zh, en: `The log has forked: it signed two checkpoints whose first ${at} entries differ` }];
    }
    case 'other-log':
      return [problem('checkpoint/other-log', where, { origin })];
    case 'unproven': {
      const zh = '这份证明不能说明一个检查点由另一个增长而来';
      return [{ code: 'cli/growth-unproven', where, zh, en: 'The proof does not show that one checkpoint grew from the other' }];
    }
    default:
      return [];
  }
}

const witnessing = ({ isWitnessed, witnesses }: WitnessedCheckpoint, path: string): Problem[] =>
  isWitnessed ? [] : [problem('log/awaiting-witnesses', path, { count: witnesses.length })];

/** What shows that the one grew from the other: the proof that was named, else the tiles of the log, which lies beside its checkpoint. */
async function growthOf(later: string, { log, proof }: VerifyOptions): Promise<Growth | null> {
  if (proof === undefined) return { readTile: tilesOf(openLog(log ?? dirname(later))) };
  const lines = (await readSmall(proof))?.split('\n').filter((line) => line !== '') ?? null;
  try {
    return lines && { proof: lines.map(fromB64) };
  } catch {
    return null; // not base64
  }
}

function describeFailure(cause: unknown): Bilingual {
  if (cause instanceof LogFileMissing)
    return both(
      `比较需要后一个检查点的树块，缺少 ${cause.path}：请用 --log 指定账本的文件夹或网址，或用 --proof 指定一致性证明。`,
      `To compare them the later checkpoint’s tiles are needed, and ${cause.path} is missing: name the log’s folder or URL with --log, or a proof with --proof.`,
    );
  if (cause instanceof TileNotAuthentic)
    return both(
      `${cause.path} 不是后一个检查点的树块：它被改动过，或属于另一本账。`,
      `${cause.path} is no tile of the later checkpoint: it was changed, or is another log’s.`,
    );
  const detail = plain(cause instanceof Error ? cause.message : String(cause));
  return both(`读不到账本：${detail}`, `The log cannot be read: ${detail}`);
}

async function readSmall(path: string): Promise<string | null> {
  try {
    return (await stat(path)).size > MOST_BYTES ? '' : await readFile(path, 'utf8');
  } catch {
    return null; // the caller names the path
  }
}
