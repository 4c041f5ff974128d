import { parseArgs } from 'node:util';
import { type Check, fail, pass } from '@yinzheng/ledger';

export interface MirrorOptions {
  /** Logs by key and URL prefix, no witness asked for. */
  readonly logs: readonly { readonly vkey: string; readonly url: string }[];
  /** Policy files whose logs have URLs. */
  readonly policies: readonly string[];
  readonly data: string;
  readonly key?: string;
  readonly name?: string;
  /** `host:port`; null: the copy is not served. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  readonly once: boolean;
  readonly everyS: number;
  readonly lang?: string;
  readonly json: boolean;
  readonly help: boolean;
}

export const USAGE = {
  zh: [
    '用法：yinzheng mirror --log 公钥 网址 [--log …] [--policy 文件 …] --data 文件夹 --name 名称 [--listen 主机:端口]',
    '      yinzheng mirror restore --help',
    '跟随账本，保存一份逐条核实过的完整副本，并以自己的联署声明“我持久地持有副本”。',
    '  --log      要镜像的账本：公钥和网址前缀；可重复',
    '  --policy   信任策略，其中的 log 行带网址；检查点须有足够的见证方联署；可重复',
    '  --data     副本放在这里；一个文件夹只由一个镜像使用',
    '  --name     镜像的名称，写在联署里，例如 mirror.example/yinzheng；首次使用时必须给出，之后不能更改',
    '  --key      私钥文件，没有就新建（0600）；默认是 --data 里的 mirror.key',
    '  --listen   在这个地址提供副本：/<origin 的 sha256>/checkpoint、/…/tile/…、/metrics；不指定则不提供',
    '  --once     看一遍就结束；否则每隔 --every 秒（默认 10）看一次',
    '  --lang zh|en --json',
    '退出码：0 完成；1 分叉、被拒绝或等待见证；2 用法不对、读不到文件或连不上',
  ].join('\n'),
  en: [
    'Usage: yinzheng mirror --log VKEY URL [--log …] [--policy FILE …] --data DIR --name NAME [--listen HOST:PORT]',
    '       yinzheng mirror restore --help',
    'Follows logs, keeps a whole copy in which every entry is checked, and says so by its own cosignature.',
    '  --log      a log to mirror: its verifier key and URL prefix; may be repeated',
    '  --policy   a trust policy whose log lines have URLs; checkpoints need enough witnesses; may be repeated',
    '  --data     where the copies are kept; one folder for one mirror',
    '  --name     the mirror’s name in its cosignatures, like mirror.example/yinzheng; needed at the first use, kept for good',
    '  --key      its private key, made when there is none (0600); default: mirror.key in --data',
    '  --listen   serve the copies there: /<sha256 of the origin>/checkpoint, /…/tile/…, /metrics; default: not at all',
    '  --once     look once and end; else look every --every seconds (default 10)',
    '  --lang zh|en --json',
    'Exit code: 0 done, 1 a fork, a refusal or witnesses awaited, 2 wrong usage, a file that cannot be read, or no answer',
  ].join('\n'),
};

/** Reads the arguments; refuses with `cli/usage` {detail}. */
export function readOptions(args: readonly string[]): Check<MirrorOptions> {
  try {
    const { values } = parseArgs({
      args: joinPairs(args),
      options: {
        log: { type: 'string', multiple: true },
        policy: { type: 'string', multiple: true },
        data: { type: 'string' },
        key: { type: 'string' },
        name: { type: 'string' },
        listen: { type: 'string' },
        once: { type: 'boolean' },
        every: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { log = [], policy = [], data = '', key, name, lang, once = false, every = '10', json = false, help = false } = values;
    const logs = log.map((pair) => ({ vkey: pair.split(' ')[0] ?? '', url: pair.split(' ')[1] ?? '' }));
    const listen = values.listen === undefined ? null : readListen(values.listen);
    const everyS = Number(every);
    if (!help && log.length + policy.length === 0) return fail('cli/usage', { detail: '--log VKEY URL | --policy FILE' });
    if (logs.some(({ url }) => !/^https?:\/\//.test(url))) return fail('cli/usage', { detail: '--log VKEY URL' });
    if (!help && data === '') return fail('cli/usage', { detail: '--data DIR' });
    if (values.listen !== undefined && !listen) return fail('cli/usage', { detail: '--listen HOST:PORT' });
    if (!(everyS >= 1 && everyS <= 86_400)) return fail('cli/usage', { detail: '--every SECONDS' });
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') return fail('cli/usage', { detail: '--lang zh|en' });
    const optional = { ...(key === undefined ? {} : { key }), ...(name === undefined ? {} : { name }), ...(lang ? { lang } : {}) };
    return pass({ logs, policies: policy, data, listen, once, everyS, json, help, ...optional });
  } catch (cause) {
    return fail('cli/usage', { detail: cause instanceof Error ? cause.message : '' });
  }
}

/** `--log` takes two words; parseArgs gives each option one. */
function joinPairs(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word !== '--log') joined.push(word);
    else {
      joined.push(`--log=${args[at + 1] ?? ''} ${args[at + 2] ?? ''}`);
      at += 2;
    }
  }
  return joined;
}

function readListen(text: string): MirrorOptions['listen'] {
  const [, host = '', digits = ''] = /^(?:\[?([^\]]+?)\]?:)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  return digits === '' || port > 65_535 ? null : { host: host || '127.0.0.1', port };
}
