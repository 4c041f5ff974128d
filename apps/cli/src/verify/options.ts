import { parseArgs } from 'node:util';
import { type Check, fail, pass } from '@yinzheng/ledger';

export interface VerifyOptions {
  readonly receipt: string;
  /** A file that holds the log's verifier key, or the key itself. */
  readonly key?: string;
  /** A file that holds a trust policy. */
  readonly policy?: string;
  readonly founding?: string;
  readonly pages: readonly string[];
  readonly lang?: string;
  readonly json: boolean;
  readonly help: boolean;
}

export const USAGE = {
  zh: [
    '用法：yinzheng verify 回执.json [--policy 文件 | --key 文件或公钥] [--founding 摘要] [--page 文件 …] [--lang zh|en] [--json]',
    '  --policy    信任策略（c2sp.org/tlog-policy：账本、见证方、几方才够）；不指定则用回执旁的 log.policy',
    '  --key       只信任账本公钥（文件，或公钥本身），不要求见证方；没有策略时用回执旁的 log.vkey',
    '  --founding  名册创立摘要（64 位十六进制）；指定后必须一致',
    '  --page      用印文件的一页：检查它是不是回执所载的那一页；可重复',
    '  --json      输出 JSON',
    '退出码：0 有效；1 无效；2 用法不对或读不到文件',
  ].join('\n'),
  en: [
    'Usage: yinzheng verify RECEIPT.json [--policy FILE | --key FILE|VKEY] [--founding DIGEST] [--page FILE …] [--lang zh|en] [--json]',
    '  --policy    trust policy (c2sp.org/tlog-policy: logs, witnesses, how many); default: log.policy beside the receipt',
    '  --key       trust the log’s verifier key alone (a file, or the key itself) and ask for no witness; without a policy: log.vkey',
    '  --founding  digest of the roster’s founding (64 hex digits); if given, it must be this one',
    '  --page      a page that was stamped: is it one of the receipt’s? May be repeated',
    '  --json      print JSON',
    'Exit code: 0 valid, 1 invalid, 2 wrong usage or a file that cannot be read',
  ].join('\n'),
};

/** Reads the arguments; refuses with `cli/usage` {detail}. */
export function readOptions(args: readonly string[]): Check<VerifyOptions> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        policy: { type: 'string' },
        founding: { type: 'string' },
        page: { type: 'string', multiple: true },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { key, policy, founding, page = [], lang, json = false, help = false } = values;
    const [receipt, ...more] = positionals;
    if (!help && (receipt === undefined || more.length > 0)) return fail('cli/usage', { detail: 'RECEIPT.json' });
    if (founding !== undefined && !/^[0-9a-f]{64}$/.test(founding)) return fail('cli/usage', { detail: '--founding' });
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') return fail('cli/usage', { detail: '--lang zh|en' });
    if (key !== undefined && policy !== undefined) return fail('cli/usage', { detail: '--policy | --key' });
    const optional = {
      ...(key === undefined ? {} : { key }),
      ...(policy === undefined ? {} : { policy }),
      ...(founding === undefined ? {} : { founding }),
      ...(lang ? { lang } : {}),
    };
    return pass({ receipt: receipt ?? '', pages: page, json, help, ...optional });
  } catch (cause) {
    return fail('cli/usage', { detail: cause instanceof Error ? cause.message : '' });
  }
}
