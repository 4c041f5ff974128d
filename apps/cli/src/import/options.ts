import { parseArgs } from 'node:util';
import type { ROUTES, Static } from '@yinzheng/contract';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { Credentials } from '../api/client.ts';

type ImportRequest = Static<(typeof ROUTES)['imports']['load']['body']>;

export interface ImportOptions {
  readonly request: ImportRequest;
  readonly file: string;
  readonly server: string;
  readonly credentials: Credentials;
  readonly lang?: string;
}

const KINDS: readonly ImportRequest['kind'][] = ['divisions', 'bodies', 'people', 'machines', 'seals', 'matters'];

export const USAGE = {
  zh: [
    '用法：yinzheng import 类别 文件 --account 账号 --code 动态码 [--password 密码] [--under 区划代码] [--server 网址] [--lang zh|en]',
    `  类别        ${KINDS.join(' | ')}`,
    '  文件        CSV 或 XLSX；列名中英文均可，见 samples/yuhai',
    '  --under     只导入该区划及其下级（12 位代码）',
    '  --server    默认 http://localhost:8420，或环境变量 YINZHENG_SERVER',
    '  --password  也可用环境变量 YINZHENG_PASSWORD，以免留在命令历史里',
    '退出码：0 已导入；1 被拒绝，一行也没有写入；2 用法不对、读不到文件或连不上服务器',
  ].join('\n'),
  en: [
    'Usage: yinzheng import KIND FILE --account NAME --code CODE [--password WORD] [--under CODE] [--server URL] [--lang zh|en]',
    `  KIND        ${KINDS.join(' | ')}`,
    '  FILE        CSV or XLSX; columns in Chinese or English, see samples/yuhai',
    '  --under     only this division and what lies below it (12 digits)',
    '  --server    default http://localhost:8420, or YINZHENG_SERVER of the environment',
    '  --password  or YINZHENG_PASSWORD of the environment, which leaves no trace in the shell’s history',
    'Exit code: 0 imported, 1 refused and no row written, 2 wrong usage, unreadable file or no server',
  ].join('\n'),
};

const FLAGS = {
  under: { type: 'string' },
  server: { type: 'string' },
  account: { type: 'string' },
  password: { type: 'string' },
  code: { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments; null when help is asked for. Refuses with `cli/usage` {detail}. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Check<ImportOptions | null> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: FLAGS });
    if (values.help) return pass(null);
    const wrong = (detail: string) => fail('cli/usage', { detail });
    const [kindName, file, ...more] = positionals;
    const kind = KINDS.find((it) => it === kindName);
    if (!kind || file === undefined || more.length > 0) return wrong('KIND FILE');
    const { under, account, code, lang, password = env.YINZHENG_PASSWORD } = values;
    const server = values.server ?? env.YINZHENG_SERVER ?? 'http://localhost:8420';
    if (!URL.canParse(server) || !/^https?:/.test(server)) return wrong('--server');
    if (under !== undefined && !/^\d{12}$/.test(under)) return wrong('--under');
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') return wrong('--lang zh|en');
    if (!account || !password) return wrong('--account --password');
    if (code === undefined || !/^\d{6}$/.test(code)) return wrong('--code');
    const request = { kind, ...(under === undefined ? {} : { under }) };
    return pass({ request, file, server, credentials: { account, password, code }, ...(lang ? { lang } : {}) });
  } catch (cause) {
    return fail('cli/usage', { detail: cause instanceof Error ? cause.message : '' });
  }
}
