import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Check, fail, pass } from '@yinzheng/ledger';
import type { ChangeLines } from '@yinzheng/planner';

export interface PlanOptions {
  /** Holds the county's tables. */
  readonly folder: string;
  /** As told; the one .osm.pbf in the folder where absent. */
  readonly roads?: string;
  /** As told; all .hgt and .hgt.zip in the folder where absent. */
  readonly dem: readonly string[];
  readonly seconds?: number;
  readonly rounds?: number;
  readonly seed: number;
  readonly threads: number;
  readonly out: string | null;
  /** Why each village has its day is worked out for the report. */
  readonly reasons: boolean;
  readonly json: boolean;
  readonly lang?: string;
}

export interface CheckOptions extends Pick<PlanOptions, 'folder' | 'roads' | 'dem' | 'json' | 'lang'> {
  /** A plan.json. */
  readonly plan: string;
}

export const USAGE = {
  zh: [
    '用法：yinzheng plan 县情文件夹 [--roads 道路.osm.pbf] [--dem 高程.hgt.zip] [--seconds 20 | --rounds N] [--seed 1] [--out 文件夹] [--json]',
    '      yinzheng plan check 县情文件夹 plan.json [--roads …] [--dem …] [--json]    计划是否守住承诺',
    '      yinzheng plan explain 县情文件夹 plan.json [--village 村代码或村名]… [--json]    为什么是这一天、这辆车，改一改要多少',
    '      yinzheng plan change 县情文件夹 plan.json --as-of 2026-12-08 [--out 文件夹] 变动…    出了事以后重排，已公布的尽量不动',
    '        变动：--vehicle-out 巡诊车一@2026-12-09..2026-12-11   --road-closed 塌方@2026-12-09@道路编号（或 经度,纬度,米）',
    '              --move 村名@二四@9:00-11:00   --no-flying 2026-12-09..2026-12-10；都可重复',
    '      yinzheng plan sites 县情文件夹 --sites N [--within 30] [--open 村,村] [--keep 村,村] [--groups 60-79,80+] [--out 文件夹] [--json]    固定服务点放在哪些村',
    '  县情文件夹  county、villages、services、depots、vehicles 等表：CSV、XLSX 的各个工作表、GeoJSON；见 docs/planning-outreach.md',
    '  --roads     OpenStreetMap 道路；默认取文件夹里的 .osm.pbf；没有则按直线距离估算，并说明',
    '  --dem       SRTM 高程，可重复；默认取文件夹里的 .hgt、.hgt.zip',
    '  --seconds   搜索多少秒，默认 20；Ctrl-C 提前结束，留下当时最好的计划',
    '  --rounds    搜索多少轮：同样的种子、轮数和线程数给出同样的计划',
    '  --threads   几个线程各用一个种子同时搜索，取最好的；默认按处理器，至多 4；指定 --rounds 时默认 1',
    '  --out       写到哪里，默认是县情文件夹里的 plan',
    '  --no-reasons  报告里不写“为什么是这一天”（村多时要算一会儿）',
    '  --json      把计划和概要以 JSON 写到标准输出',
    '退出码：0 全部排下，没有违反；1 表格有问题、有排不下的，或检查出违反；2 用法不对、读不到或写不了',
  ].join('\n'),
  en: [
    'Usage: yinzheng plan FOLDER [--roads FILE.osm.pbf] [--dem FILE.hgt.zip] [--seconds 20 | --rounds N] [--seed 1] [--out FOLDER] [--json]',
    '       yinzheng plan check FOLDER plan.json [--roads …] [--dem …] [--json]    whether a plan keeps what it promises',
    '       yinzheng plan explain FOLDER plan.json [--village ID|NAME]… [--json]    why this day and this vehicle, and what another would cost',
    '       yinzheng plan change FOLDER plan.json --as-of 2026-12-08 [--out FOLDER] CHANGE…    plan anew after something happened; what is published stays where it can',
    '         CHANGE: --vehicle-out NAME@2026-12-09..2026-12-11   --road-closed REASON@2026-12-09@WAYS (or lon,lat,metres)',
    '                 --move VILLAGE@Tue Thu@9:00-11:00   --no-flying 2026-12-09..2026-12-10; each may be repeated',
    '       yinzheng plan sites FOLDER --sites N [--within 30] [--open ID,ID] [--keep ID,ID] [--groups 60-79,80+] [--out FOLDER] [--json]    in which villages fixed sites should be',
    '  FOLDER      the tables county, villages, services, depots, vehicles …: CSV, sheets of an XLSX, GeoJSON; see docs/planning-outreach.md',
    '  --roads     OpenStreetMap roads; by default the .osm.pbf in the folder; without, straight lines are made longer, and that is said',
    '  --dem       SRTM heights, may be repeated; by default every .hgt and .hgt.zip in the folder',
    '  --seconds   how long to search, 20 by default; Ctrl-C ends it and keeps the best so far',
    '  --rounds    how many rounds: the same seed, rounds and threads give the same plan',
    '  --threads   so many searches at once, each with its own seed; the best counts; by default as many as processors, 4 at most; 1 with --rounds',
    '  --out       where to; by default plan in the folder',
    '  --no-reasons  leave out of the report why each village has its day, which takes a while for many villages',
    '  --json      the plan and its summary as JSON on standard output',
    'Exit code: 0 everything is placed and holds, 1 problems in the tables, visits without room, or violations, 2 wrong usage, unreadable or unwritable',
  ].join('\n'),
};

const MOST_THREADS = 4;

const FLAGS = {
  roads: { type: 'string' },
  dem: { type: 'string', multiple: true },
  seconds: { type: 'string' },
  rounds: { type: 'string' },
  threads: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  'no-reasons': { type: 'boolean' },
  'as-of': { type: 'string' },
  'vehicle-out': { type: 'string', multiple: true },
  'road-closed': { type: 'string', multiple: true },
  move: { type: 'string', multiple: true },
  'no-flying': { type: 'string', multiple: true },
  village: { type: 'string', multiple: true },
  sites: { type: 'string' },
  within: { type: 'string' },
  open: { type: 'string' },
  keep: { type: 'string' },
  groups: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parse>['values'];

const parse = (args: readonly string[]) => parseArgs({ args: [...args], allowPositionals: true, options: FLAGS });

/** Reads the arguments of `yinzheng plan FOLDER`; null when help is asked for. Refuses with `cli/usage` {detail}. */
export function readOptions(args: readonly string[]): Check<PlanOptions | null> {
  return reading(args, (values, [folder, ...more]) => {
    if (folder === undefined || more.length > 0) return wrong('FOLDER');
    const [seconds, rounds, seed] = [
      amount(values.seconds, 0.1, 86_400),
      amount(values.rounds, 1, 1e9),
      amount(values.seed ?? '1', 0, 2 ** 31),
    ];
    if (seconds === null) return wrong('--seconds');
    if (rounds === null || (rounds !== undefined && !Number.isInteger(rounds))) return wrong('--rounds');
    if (seed === null || seed === undefined || !Number.isInteger(seed)) return wrong('--seed');
    const threads = amount(values.threads, 1, 64);
    if (threads === null || (threads !== undefined && !Number.isInteger(threads))) return wrong('--threads');
    const most = rounds === undefined ? Math.min(MOST_THREADS, availableParallelism()) : 1;
    const end = rounds === undefined ? { seconds: seconds ?? 20 } : { rounds, ...(seconds === undefined ? {} : { seconds }) };
    return pass({
      ...common(folder, values),
      ...end,
      seed,
      threads: threads ?? most,
      out: values.out ?? null,
      reasons: !values['no-reasons'],
    });
  });
}

/** Reads the arguments of `yinzheng plan check FOLDER plan.json`. */
export function readCheckOptions(args: readonly string[]): Check<CheckOptions | null> {
  return reading(args, (values, [folder, plan, ...more]) => {
    if (folder === undefined || plan === undefined || more.length > 0) return wrong('check FOLDER plan.json');
    return pass({ ...common(folder, values), plan });
  });
}

export interface ExplainOptions extends CheckOptions {
  /** Ids or names; all where empty. */
  readonly villages: readonly string[];
}

/** Reads the arguments of `yinzheng plan explain FOLDER plan.json`. */
export function readExplainOptions(args: readonly string[]): Check<ExplainOptions | null> {
  return reading(args, (values, [folder, plan, ...more]) => {
    if (folder === undefined || plan === undefined || more.length > 0) return wrong('explain FOLDER plan.json');
    return pass({ ...common(folder, values), plan, villages: values.village ?? [] });
  });
}

export interface ChangeOptions extends CheckOptions, Pick<PlanOptions, 'out' | 'seed' | 'reasons'> {
  /** Visits before this day are history. */
  readonly asOf: string;
  readonly changes: ChangeLines;
}

/** Reads the arguments of `yinzheng plan change FOLDER plan.json`. */
export function readChangeOptions(args: readonly string[]): Check<ChangeOptions | null> {
  return reading(args, (values, [folder, plan, ...more]) => {
    if (folder === undefined || plan === undefined || more.length > 0) return wrong('change FOLDER plan.json');
    const {
      'as-of': asOf = '',
      'vehicle-out': vehicleOut = [],
      'road-closed': roadClosed = [],
      move = [],
      'no-flying': noFlying = [],
    } = values;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf))) return wrong('--as-of 2026-12-08');
    const changes = { vehicleOut, roadClosed, move, noFlying };
    if (Object.values(changes).every((it) => it.length === 0)) return wrong('--vehicle-out | --road-closed | --move | --no-flying');
    const seed = amount(values.seed ?? '1', 0, 2 ** 31);
    if (seed === null || seed === undefined || !Number.isInteger(seed)) return wrong('--seed');
    return pass({ ...common(folder, values), plan, asOf, changes, seed, out: values.out ?? null, reasons: !values['no-reasons'] });
  });
}

export interface SitesOptions extends Pick<PlanOptions, 'folder' | 'roads' | 'dem' | 'json' | 'lang' | 'out'> {
  readonly sites: number;
  readonly withinMinutes: number;
  /** Villages, by id or name, that have a site today, and those that keep theirs whatever happens. */
  readonly open: readonly string[];
  readonly keep: readonly string[];
  /** Age groups that count; all where empty. */
  readonly groups: readonly string[];
}

/** Reads the arguments of `yinzheng plan sites FOLDER`. */
export function readSitesOptions(args: readonly string[]): Check<SitesOptions | null> {
  return reading(args, (values, [folder, ...more]) => {
    if (folder === undefined || more.length > 0) return wrong('sites FOLDER');
    const [sites, within] = [amount(values.sites, 1, 100_000), amount(values.within, 1, 1440)];
    if (!sites || !Number.isInteger(sites)) return wrong('--sites');
    if (within === null) return wrong('--within');
    const lists = { open: namesIn(values.open), keep: namesIn(values.keep), groups: namesIn(values.groups) };
    return pass({ ...common(folder, values), sites, withinMinutes: within ?? 30, ...lists, out: values.out ?? null });
  });
}

const namesIn = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/[,，、]/)
    .map((it) => it.trim())
    .filter((it) => it !== '');

function reading<T>(args: readonly string[], of: (values: Values, positionals: readonly string[]) => Check<T>): Check<T | null> {
  try {
    const { values, positionals } = parse(args);
    if (values.help) return pass(null);
    if (values.lang !== undefined && values.lang !== 'zh' && values.lang !== 'en') return wrong('--lang zh|en');
    return of(values, positionals);
  } catch (cause) {
    return wrong(cause instanceof Error ? cause.message : '');
  }
}

const wrong = (detail: string) => fail('cli/usage', { detail });

function common(folder: string, { roads, dem, json, lang }: Values) {
  return { folder, ...(roads === undefined ? {} : { roads }), dem: dem ?? [], json: json ?? false, ...(lang ? { lang } : {}) };
}

/** Undefined for none, null for what is no number in the range. */
function amount(text: string | undefined, min: number, max: number): number | undefined | null {
  if (text === undefined) return undefined;
  const value = Number(text);
  return text.trim() !== '' && value >= min && value <= max ? value : null;
}
