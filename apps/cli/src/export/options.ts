import { parseArgs } from 'node:util';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { Credentials } from '../api/client.ts';

export interface ExportOptions {
  /** A log's folder or URL; a server's address means its `/log/`. */
  readonly log: string;
  /** The archive: a file, or a folder with `folder`. */
  readonly out: string;
  readonly folder: boolean;
  readonly key?: string;
  readonly policy?: string;
  readonly founding?: string;
  readonly seals: readonly string[];
  readonly bodies: readonly string[];
  /** Instants, [from, until). */
  readonly from: string | null;
  readonly until: string | null;
  /** Where names and openings are asked for; null: nowhere. */
  readonly server: string | null;
  readonly credentials: Credentials | null;
  readonly withFiles: boolean;
  /** Another page than the one that comes with this program. */
  readonly page?: string;
  readonly lang?: string;
}

export const USAGE = {
  zh: [
    '用法：yinzheng export 网址|账本文件夹 --out 归档.zip [选项]',
    '  网址          镇服务器（http://…:8420）或其 /log/；也可以是镜像，或账本文件夹',
    '  --out         写到哪里；已存在则拒绝。--folder 写成文件夹而不是 ZIP',
    '  --from --until  只取这段时间内有动作的申请（2026-01-01，或 2026，北京时间；--until 当日不含）',
    '  --seal --body 只取这些印章、这些组织的申请（编号；可重复）；不指定则取全部',
    '  --policy      信任策略（c2sp.org/tlog-policy）；--key 只信任一个账本公钥；都不指定则照服务器所说，并在归档中注明',
    '  --founding    名册创立摘要，指定后必须一致',
    '  --server      询问名称、公开内容的服务器；账本取自网址时默认就是它；--no-server 不询问',
    '  --account --code [--password]  以审计员登录，收入标题、申请人、审批理由和人员姓名；密码也可用 YINZHENG_PASSWORD',
    '  --with-files  登录后一并收入用印文件和照片（归档会大很多）',
    '  --page        用另一个检查页面代替随附的（默认 apps/web/audit/dist/index.html）',
    '  --lang zh|en',
    '退出码：0 已写出，全部相符；1 已写出，但账本有不符之处；2 用法不对、读不到或写不了',
  ].join('\n'),
  en: [
    'Usage: yinzheng export URL|LOG-FOLDER --out ARCHIVE.zip [options]',
    '  URL           a town’s server (http://…:8420) or its /log/; a mirror, or the folder of a log, will do as well',
    '  --out         where to; refused when it exists. --folder writes a folder instead of a ZIP',
    '  --from --until  only requests with an act in this time (2026-01-01, or 2026, Beijing time; until is not included)',
    '  --seal --body only requests of these seals, of these bodies (ids; may be repeated); default: all',
    '  --policy      trust policy (c2sp.org/tlog-policy); --key trusts one log key alone; without: as the server tells, and the archive says so',
    '  --founding    digest of the roster’s founding; if given, it must be this one',
    '  --server      whom to ask for names and contents; by default the server that the log came from; --no-server asks nobody',
    '  --account --code [--password]  sign in as an auditor: titles, applicants, reasons and people’s names; or YINZHENG_PASSWORD',
    '  --with-files  signed in: the stamped documents and photographs too (a much larger archive)',
    '  --page        another page than the one that comes with this program (apps/web/audit/dist/index.html)',
    '  --lang zh|en',
    'Exit code: 0 written and all holds, 1 written but something in the log does not hold, 2 wrong usage, unreadable or unwritable',
  ].join('\n'),
};

const FLAGS = {
  out: { type: 'string' },
  folder: { type: 'boolean' },
  key: { type: 'string' },
  policy: { type: 'string' },
  founding: { type: 'string' },
  seal: { type: 'string', multiple: true },
  body: { type: 'string', multiple: true },
  from: { type: 'string' },
  until: { type: 'string' },
  server: { type: 'string' },
  'no-server': { type: 'boolean' },
  account: { type: 'string' },
  password: { type: 'string' },
  code: { type: 'string' },
  'with-files': { type: 'boolean' },
  page: { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments; null when help is asked for. Refuses with `cli/usage` {detail}. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Check<ExportOptions | null> {
  const wrong = (detail: string) => fail('cli/usage', { detail });
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: FLAGS });
    if (values.help) return pass(null);
    const { out, key, policy, founding, account, code, page, lang, password = env.YINZHENG_PASSWORD } = values;
    const [place, ...more] = positionals;
    if (place === undefined || more.length > 0) return wrong('URL|LOG-FOLDER');
    if (!out) return wrong('--out');
    if (key !== undefined && policy !== undefined) return wrong('--policy | --key');
    if (founding !== undefined && !/^[0-9a-f]{64}$/.test(founding)) return wrong('--founding');
    const [from, until] = [instantOf(values.from), instantOf(values.until)];
    if (from === undefined || until === undefined || (from && until && from >= until)) return wrong('--from --until');
    const log = /^https?:/.test(place) && new URL(place).pathname === '/' ? new URL('/log/', place).href : place;
    const server = values['no-server'] ? null : (values.server ?? (/^https?:/.test(log) ? new URL('/', log).href : null));
    if (server !== null && !/^https?:/.test(server)) return wrong('--server');
    if ((account !== undefined) !== (code !== undefined)) return wrong('--account --code');
    if (account !== undefined && (!password || server === null)) return wrong('--password');
    if (values['with-files'] && account === undefined) return wrong('--with-files --account');
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') return wrong('--lang zh|en');
    return pass({
      log,
      out,
      folder: values.folder ?? false,
      seals: values.seal ?? [],
      bodies: values.body ?? [],
      from,
      until,
      server,
      credentials: account === undefined || code === undefined || !password ? null : { account, code, password },
      withFiles: values['with-files'] ?? false,
      ...(key === undefined ? {} : { key }),
      ...(policy === undefined ? {} : { policy }),
      ...(founding === undefined ? {} : { founding }),
      ...(page === undefined ? {} : { page }),
      ...(lang ? { lang } : {}),
    });
  } catch (cause) {
    return wrong(cause instanceof Error ? cause.message : '');
  }
}

/** The beginning of a day, month or year of official time (UTC+8), or an instant as it is; null for none, undefined for nonsense. */
function instantOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return null;
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text) ?? [];
  const ms = Date.parse(year === undefined ? text : `${year}-${month}-${day}T00:00:00.000+08:00`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
