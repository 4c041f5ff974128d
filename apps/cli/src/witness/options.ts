import { parseArgs } from 'node:util';
import { type Check, fail, noteKey, pass } from '@yinzheng/ledger';
import { both } from '../language.ts';

export interface WitnessOptions {
  readonly name: string;
  readonly data: string;
  /** Verifier keys named on the command line. */
  readonly logKeys: readonly string[];
  /** A file of more, read again on SIGHUP. */
  readonly logsFile?: string;
  readonly host: string;
  readonly port: number;
  /** Where logs reach this witness, when a proxy stands before it. */
  readonly url?: string;
  readonly isBehindProxy: boolean;
  readonly algorithms: readonly ('cosignature' | 'cosignature-ml-dsa-44')[];
  readonly perLog: number;
  readonly perAddress: number;
  /** Ends with the program that started it, and tells it in one line of JSON when it is ready. */
  readonly withParent: boolean;
  readonly lang?: string;
}

export const USAGE = both(
  [
    '用法：yinzheng witness --name 名称 (--log 账本公钥 … | --logs 文件) [--data 文件夹] [--host 地址] [--port 端口] …',
    '  替别处的账本作见证：只在它确实只增不改时，才为它的检查点联署（c2sp.org/tlog-witness）。',
    '  --name          见证方的名称，写进每个联署，例如 witness.lishui.example；第一次启动后不能再改',
    '  --data          密钥与状态所在文件夹，默认 ./witness；第一次启动时建立密钥（权限 600）',
    '  --log           所见证账本的公钥（vkey）；可重复；同一账本换密钥期间可写两个',
    '  --logs          账本公钥的文件，每行一个：log <vkey>；改后用 kill -HUP 让它重读，不用重启',
    '  --host --port   监听地址，默认 127.0.0.1 和 8440；对外请放在反向代理（HTTPS）之后',
    '  --behind-proxy  前面有反向代理：按 X-Forwarded-For 里最后一个地址限流',
    '  --url           别处访问本见证方的网址，只用于打印策略行',
    '  --ml-dsa        同时用 ML-DSA-44（抗量子）联署；--only-ml-dsa 只用它',
    '  --per-log       每本账每分钟最多联署几次，默认 600；--per-address 每个来访地址每分钟最多几次，默认 1200',
    '  GET /  本见证方的公钥与策略行；GET /metrics  监控指标（Prometheus）；GET /<sha256(账本名称)>/checkpoint  最近联署的检查点',
    '请记住：不要把同一份密钥用在两处，不要用旧备份恢复文件夹：那会让它忘记见证过什么。详见 docs/operating-a-witness.md',
    '退出码：0 正常停止；1 出错；2 用法不对',
  ].join('\n'),
  [
    'Usage: yinzheng witness --name NAME (--log VKEY … | --logs FILE) [--data DIR] [--host ADDRESS] [--port PORT] …',
    '  Witnesses other people’s logs: cosigns a checkpoint only when the log did nothing but grow (c2sp.org/tlog-witness).',
    '  --name          name of this witness, in every cosignature, e.g. witness.lishui.example; fixed once it has started',
    '  --data          folder of key and state, ./witness by default; the key is made at the first start (mode 600)',
    '  --log           verifier key (vkey) of a log to witness; may be repeated, also for one log while it changes its key',
    '  --logs          a file of such keys, one a line: log <vkey>; after editing, kill -HUP makes it read again, no restart',
    '  --host --port   where to listen, 127.0.0.1 and 8440 by default; towards the outside, put a reverse proxy (HTTPS) before it',
    '  --behind-proxy  a reverse proxy stands before it: callers are limited by the last address of X-Forwarded-For',
    '  --url           where others reach this witness; only for the policy line that is printed',
    '  --ml-dsa        cosign by ML-DSA-44 (safe against quantum computers) as well; --only-ml-dsa: by nothing else',
    '  --per-log       cosignatures for each log in a minute, 600 by default; --per-address: calls from one address, 1200',
    '  GET /  its keys and policy lines; GET /metrics  for Prometheus; GET /<sha256(origin)>/checkpoint  the last one cosigned',
    'Remember: never run one key in two places, never restore the folder from an old backup: it would forget what it witnessed.',
    'See docs/operating-a-witness.md. Exit code: 0 stopped as told, 1 failed, 2 wrong usage',
  ].join('\n'),
);

const FLAGS = {
  name: { type: 'string' },
  data: { type: 'string', default: 'witness' },
  log: { type: 'string', multiple: true, default: [] as string[] },
  logs: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8440' },
  url: { type: 'string' },
  'behind-proxy': { type: 'boolean', default: false },
  'ml-dsa': { type: 'boolean', default: false },
  'only-ml-dsa': { type: 'boolean', default: false },
  'per-log': { type: 'string', default: '600' },
  'per-address': { type: 'string', default: '1200' },
  'with-parent': { type: 'boolean', default: false },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the arguments; null when help is asked for. Refuses with `cli/usage` {detail}. */
export function readOptions(args: readonly string[]): Check<WitnessOptions | null> {
  const wrong = (detail: string) => fail('cli/usage', { detail });
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS });
    if (values.help) return pass(null);
    const { name = '', log, logs, url, lang } = values;
    if (!isCosignerName(name)) return wrong('--name');
    if (log.length === 0 && logs === undefined) return wrong('--log | --logs');
    if (url !== undefined && (!URL.canParse(url) || !/^https?:/.test(url))) return wrong('--url');
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') return wrong('--lang zh|en');
    const numbers = { port: whole(values.port, 0, 65_535), perLog: whole(values['per-log']), perAddress: whole(values['per-address']) };
    const { port, perLog, perAddress } = numbers;
    if (port === null) return wrong('--port');
    if (perLog === null) return wrong('--per-log');
    if (perAddress === null) return wrong('--per-address');
    return pass({
      name,
      data: values.data,
      logKeys: log,
      ...(logs === undefined ? {} : { logsFile: logs }),
      host: values.host,
      port,
      ...(url === undefined ? {} : { url: url.replace(/\/+$/, '') }),
      isBehindProxy: values['behind-proxy'],
      algorithms: [
        ...(values['only-ml-dsa'] ? [] : ['cosignature' as const]),
        ...(values['ml-dsa'] || values['only-ml-dsa'] ? ['cosignature-ml-dsa-44' as const] : []),
      ],
      perLog,
      perAddress,
      withParent: values['with-parent'],
      ...(lang ? { lang } : {}),
    });
  } catch (cause) {
    return wrong(cause instanceof Error ? cause.message : '');
  }
}

function whole(text: string, least = 1, most = 1_000_000): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : null;
}

/** What the ledger takes for a key's name, and short enough for every kind of cosignature. */
function isCosignerName(name: string): boolean {
  try {
    noteKey(name, 'cosignature', new Uint8Array(32));
    return Buffer.byteLength(name) <= 255;
  } catch {
    return false;
  }
}
