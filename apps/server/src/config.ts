import type { RetentionRules } from './ports/erasure-store.ts';
import { Refused } from './ports/refused.ts';

interface Setting {
  readonly env: string;
  readonly standard: string;
  readonly zh: string;
  readonly en: string;
}

/** Every setting there is: one table for reading, checking and explaining. All take effect at the next start. */
const SETTINGS = {
  data: { env: 'YINZHENG_DATA', standard: '.data', zh: '数据目录', en: 'Folder of all data' },
  host: { env: 'HOST', standard: '127.0.0.1', zh: '监听地址', en: 'Address to listen on' },
  port: { env: 'PORT', standard: '8420', zh: '网页和接口端口（0：任意空闲）', en: 'Port of pages and API (0: any free one)' },
  gatewayPort: { env: 'GATEWAY_PORT', standard: '8421', zh: '印章机网关端口（HTTPS）', en: 'Port of the machine gateway (HTTPS)' },
  mqttPort: { env: 'MQTT_PORT', standard: '8883', zh: '印章机消息端口（MQTT，TLS）', en: 'Port of the machine messages (MQTT over TLS)' },
  publicUrl: {
    env: 'PUBLIC_URL',
    standard: '',
    zh: '居民访问的网址，印在记录码里',
    en: 'Address that residents use; printed in every record code',
  },
  machineHosts: {
    env: 'MACHINE_HOSTS',
    standard: 'localhost',
    zh: '印章机访问的主机名（逗号分隔）',
    en: 'Host names under which machines reach us, by comma',
  },
  databaseUrl: {
    env: 'DATABASE_URL',
    standard: '',
    zh: '外部 PostgreSQL；空则用内置',
    en: 'An outside PostgreSQL; empty: the embedded one',
  },
  mqttUrl: { env: 'MQTT_URL', standard: '', zh: '外部 MQTT；空则用内置', en: 'An outside MQTT broker; empty: the embedded one' },
  s3Url: {
    env: 'S3_URL',
    standard: '',
    zh: 'S3 兼容存储的地址，放文件和账本瓦片；空则用数据目录',
    en: 'An S3-compatible store for files and ledger tiles; empty: the data folder',
  },
  s3Bucket: { env: 'S3_BUCKET', standard: '', zh: '桶', en: 'Its bucket' },
  s3Prefix: { env: 'S3_PREFIX', standard: '', zh: '对象名前缀', en: 'What all object names begin with' },
  s3Region: { env: 'S3_REGION', standard: 'us-east-1', zh: '区域', en: 'Its region' },
  s3AccessKeyId: { env: 'S3_ACCESS_KEY_ID', standard: '', zh: '访问密钥编号', en: 'Access key' },
  s3SecretAccessKey: { env: 'S3_SECRET_ACCESS_KEY', standard: '', zh: '访问密钥', en: 'Secret of that key' },
  screenPort: { env: 'SCREEN_PORT', standard: '8430', zh: '示例印章机屏幕端口', en: 'Port of the sample machine’s screen' },
  retainUsedDays: {
    env: 'RETAIN_USED_DAYS',
    standard: '3650',
    zh: '用印后个人信息的保存天数，按当地档案保管期限表',
    en: 'Days that personal data stay after a use, by the county’s list of retention periods',
  },
  retainUnusedDays: {
    env: 'RETAIN_UNUSED_DAYS',
    standard: '180',
    zh: '未用印而结束的申请的保存天数',
    en: 'Days that they stay after a request that led to no use',
  },
  draftDays: {
    env: 'DRAFT_DAYS',
    standard: '30',
    zh: '未提交的草稿和无人用到的文件，多少天后删除',
    en: 'Days after which drafts that nobody filed and files that nothing needs are deleted',
  },
  noticeDays: {
    env: 'NOTICE_DAYS',
    standard: '90',
    zh: '通知和印章机已答复的命令，多少天后删除',
    en: 'Days after which notices, and commands that their machine answered, are deleted',
  },
  throwaway: {
    env: 'YINZHENG_THROWAWAY',
    standard: '0',
    zh: '1：试用，数据不保证落盘，结束时删除数据目录（开始时须为空）',
    en: '1: a trial; nothing is synced, and the data folder, empty at the start, goes at the end',
  },
  newKeys: {
    env: 'YINZHENG_NEW_KEYS',
    standard: '0',
    zh: '1：密钥已遗失，用新密钥启动，并提请名册负责人签署',
    en: '1: keys were lost; start with new ones and put them before the officers',
  },
  witnessPolicy: {
    env: 'WITNESS_POLICY',
    standard: '',
    zh: '见证策略文件（c2sp.org/tlog-policy：见证方及网址、几方才够）；空则不请见证方，示例镇用自带的三个',
    en: 'File of the witness policy (c2sp.org/tlog-policy: witnesses with their addresses, quorum); empty: none, a sample town has three of its own',
  },
  receiptPatienceMs: {
    env: 'RECEIPT_PATIENCE_MS',
    standard: '2000',
    zh: '回执等待见证方联署多少毫秒，之后照发并注明“等待见证”',
    en: 'Milliseconds that a receipt waits for its witnesses before it is handed out as awaiting them',
  },
  witnessAlarmMinutes: {
    env: 'WITNESS_ALARM_MINUTES',
    standard: '10',
    zh: '见证方不足多少分钟后通知管理员和监督员',
    en: 'Minutes without a quorum of witnesses after which administrators and supervisors are told',
  },
  officeConverter: {
    env: 'OFFICE_CONVERTER',
    standard: '',
    zh: '办公文件转 PDF 的 LibreOffice 程序（soffice）路径；空则在 PATH 中找，none 则不收办公文件',
    en: 'LibreOffice program (soffice) that turns office files into PDF; empty: looked for on the PATH, none: such files are refused',
  },
  checkWorkers: {
    env: 'CHECK_WORKERS',
    standard: '1',
    zh: '公开查验照片的线程数',
    en: 'Threads that check photographed sheets for the public',
  },
  trustProxy: {
    env: 'TRUST_PROXY',
    standard: '',
    zh: '反向代理的地址（逗号分隔）：其 X-Forwarded-For 可信，按居民各自的地址限次',
    en: 'Addresses of reverse proxies, by comma: their X-Forwarded-For is believed, so that limits count each visitor',
  },
  sheetWorkers: { env: 'SHEET_WORKERS', standard: '2', zh: '制作用印文件的线程数', en: 'Threads that make sheet sets' },
} as const satisfies Record<string, Setting>;

/** A place in an S3-compatible store. */
export interface S3Place {
  readonly url: string;
  readonly bucket: string;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Config {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly gatewayPort: number;
  readonly mqttPort: number;
  readonly screenPort: number;
  /** Empty: `http://localhost:<port>`, known once the port is. */
  readonly publicUrl: string;
  readonly machineHosts: readonly string[];
  readonly databaseUrl: string;
  readonly mqttUrl: string;
  /** Null: files and tiles are in the data folder. */
  readonly s3: S3Place | null;
  /** Empty: none. */
  readonly witnessPolicy: string;
  readonly receiptPatienceMs: number;
  readonly witnessAlarmMinutes: number;
  /** Empty: looked for on the PATH; null: none. */
  readonly officeConverter: string | null;
  readonly sheetWorkers: number;
  readonly checkWorkers: number;
  /** Empty: none. */
  readonly trustProxy: string;
  readonly retention: RetentionRules;
  readonly isThrowaway: boolean;
  /** Keys of the server or the log were lost: start all the same, and put those that are here before the officers. */
  readonly hasNewKeys: boolean;
}

/** Reads the settings from the environment. Refuses config/bad-setting with the name of the variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const text = (name: keyof typeof SETTINGS): string => env[SETTINGS[name].env]?.trim() || SETTINGS[name].standard;
  const number = (name: keyof typeof SETTINGS, least: number, most: number): number => {
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < least || value > most) throw refuse(name, `${least}–${most}`);
    return value;
  };
  const publicUrl = text('publicUrl').replace(/\/+$/, '');
  if (publicUrl !== '' && !URL.canParse(publicUrl)) throw refuse('publicUrl', 'https://…');
  const s3 = (): S3Place | null => {
    const url = text('s3Url').replace(/\/+$/, '');
    if (url === '') return null;
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw refuse('s3Url', 'https://…');
    for (const name of ['s3Bucket', 's3AccessKeyId', 's3SecretAccessKey'] as const) if (text(name) === '') throw refuse(name, '≠ ""');
    const prefix = text('s3Prefix').replace(/^\/+|\/+$/g, '');
    if (!/^[\w./-]*$/.test(prefix)) throw refuse('s3Prefix', 'A–Z a–z 0–9 _ . / -');
    return {
      url,
      bucket: text('s3Bucket'),
      prefix: prefix === '' ? '' : `${prefix}/`,
      region: text('s3Region'),
      accessKeyId: text('s3AccessKeyId'),
      secretAccessKey: text('s3SecretAccessKey'),
    };
  };
  return {
    data: text('data'),
    host: text('host'),
    port: number('port', 0, 65535),
    gatewayPort: number('gatewayPort', 0, 65535),
    mqttPort: number('mqttPort', 0, 65535),
    screenPort: number('screenPort', 0, 65535),
    publicUrl,
    machineHosts: text('machineHosts')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    databaseUrl: text('databaseUrl'),
    mqttUrl: text('mqttUrl'),
    s3: s3(),
    witnessPolicy: text('witnessPolicy'),
    receiptPatienceMs: number('receiptPatienceMs', 0, 60_000),
    witnessAlarmMinutes: number('witnessAlarmMinutes', 1, 10_080),
    officeConverter: text('officeConverter') === 'none' ? null : text('officeConverter'),
    sheetWorkers: number('sheetWorkers', 1, 64),
    checkWorkers: number('checkWorkers', 1, 64),
    trustProxy: text('trustProxy'),
    retention: {
      usedDays: number('retainUsedDays', 0, 36_500),
      unusedDays: number('retainUnusedDays', 0, 36_500),
      draftDays: number('draftDays', 1, 3650),
      noticeDays: number('noticeDays', 1, 3650),
    },
    isThrowaway: number('throwaway', 0, 1) === 1,
    hasNewKeys: number('newKeys', 0, 1) === 1,
  };
}

const refuse = (name: keyof typeof SETTINGS, expected: string): Refused =>
  new Refused('config/bad-setting', { setting: SETTINGS[name].env, expected });
