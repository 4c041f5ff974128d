import { parseArgs } from 'node:util';
import { type Check, fail, pass } from '@yinzheng/ledger';

export interface RestoreOptions {
  readonly from: string;
  readonly to: string;
  readonly key?: string;
  readonly policy?: string;
  /** Files with checkpoints that the log is known to have signed. */
  readonly known: readonly string[];
  /** Restore although the mirror knows of more than is known here. */
  readonly allowAhead: boolean;
  readonly lang?: string;
  readonly json: boolean;
  readonly help: boolean;
}

export const RESTORE_USAGE = {
  zh: [
    '用法：yinzheng mirror restore --from 镜像网址或文件夹 --to 账本文件夹 [--policy 文件 | --key 文件或公钥] [--known 检查点 …]',
    '从镜像取回账本丢失的文件；取回的每一条都由检查点证实，并须与账本自己最后的检查点一致。先停服务器，再恢复。',
    '  --from         镜像的网址，或副本所在的文件夹（…/<origin 的 sha256> 可省略）',
    '  --to           账本文件夹，服务器默认用 .data/log；其中完好的文件不再取',
    '  --known        账本已知最新的检查点（从数据库导出）；文件夹里若还有 checkpoint，也会核对；可重复',
    '  --policy --key 信任谁；不指定则用 --to 里的 log.policy 或 log.vkey',
    '  --allow-ahead  镜像比已知的检查点更新时仍然恢复：须先确认数据库没有退回旧版本，否则账本会分叉',
    '  --lang zh|en --json',
    '退出码：0 已恢复；1 与已知的检查点不符、镜像落后或不可信；2 用法不对、读不到文件或连不上',
  ].join('\n'),
  en: [
    'Usage: yinzheng mirror restore --from URL|DIR --to DIR [--policy FILE | --key FILE|VKEY] [--known CHECKPOINT …]',
    'Fetches a log’s lost files from a mirror. The checkpoint proves every entry, and must agree with the newest one that the log is known to',
    'have signed. Stop the server first.',
    '  --from         the mirror’s URL, or the folder of the copy (…/<sha256 of the origin> may be left out)',
    '  --to           the log’s folder, .data/log by default of the server; what is whole there is not fetched again',
    '  --known        the newest checkpoint that is known of the log (exported from the database); a checkpoint left in the folder is',
    '                 compared too; may be repeated',
    '  --policy --key whom to trust; default: log.policy or log.vkey in --to',
    '  --allow-ahead  restore although the mirror’s checkpoint is newer than every known one: make sure first that the database did not',
    '                 go back to an older state, or the log will fork',
    '  --lang zh|en --json',
    'Exit code: 0 restored, 1 it contradicts what is known, the mirror is behind or not to be trusted, 2 wrong usage, a file that cannot be',
    'read, or no answer',
  ].join('\n'),
};

/** Reads the arguments; refuses with `cli/usage` {detail}. */
export function readRestoreOptions(args: readonly string[]): Check<RestoreOptions> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        key: { type: 'string' },
        policy: { type: 'string' },
        known: { type: 'string', multiple: true },
        'allow-ahead': { type: 'boolean' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { from = '', to = '', key, policy, known = [], 'allow-ahead': allowAhead = false, lang, json = false, help = false } = values;
    if (!help && from === '') return fail('cli/usage', { detail: '--from' });
    if (!help && to === '') return fail('cli/usage', { detail: '--to' });
    if (key !== undefined && policy !== undefined) return fail('cli/usage', { detail: '--policy | --key' });
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') return fail('cli/usage', { detail: '--lang zh|en' });
    const optional = { ...(key === undefined ? {} : { key }), ...(policy === undefined ? {} : { policy }), ...(lang ? { lang } : {}) };
    return pass({ from, to, known, allowAhead, json, help, ...optional });
  } catch (cause) {
    return fail('cli/usage', { detail: cause instanceof Error ? cause.message : '' });
  }
}
