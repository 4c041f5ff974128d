import { zipSync } from 'fflate';
import { makeCounty } from '../../packages/planner/corpus/county.ts';
import { writeHgt } from '../../packages/planner/corpus/write-hgt.ts';
import { writePbf } from '../../packages/planner/corpus/write-pbf.ts';
import type { Place, Village } from '../../packages/planner/src/mod.ts';
import type { Row } from '../csv.ts';

const SEED = 331127;
const VILLAGES = 73;
/** Streets of the county town have clinics of their own. */
const TOWN = ['331127001000', '331127002000'];
/** Those farther than this from town by the straight line cook for themselves or get their meals from a neighbour. */
const MEALS_WITHIN_KM = 10;

export interface SampleCounty {
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly roads: Uint8Array;
  readonly heights: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/**
 * The tables of the sample county, in Chinese as a bureau would write them. Names and codes of the villages are those of Jingning
 * (`divisions`); where they lie, who lives there, what they need and the roads between them are made up from a seed.
 */
export function composeCounty(divisions: readonly Row[]): SampleCounty {
  const { county, terrain, web } = makeCounty(SEED, {
    villages: VILLAGES,
    vehicles: 4,
    kitchens: 1,
    vans: 0,
    drones: 1,
    lines: 2,
    depots: 2,
  });
  const town = county.depots[0]?.place ?? { lon: 0, lat: 0 };
  const names = namesByPlace(divisions, county.villages, town);
  const nameOf = (id: string | undefined): Named | undefined => names.get(id ?? '');
  const villages = county.villages.map((village) => ({ ...village, ...(names.get(village.id) as Named) })).sort(byCode);
  return {
    tables: {
      county: settings(),
      villages: villages.map((village, at) => villageRow(village, town, at)),
      services: SERVICES,
      depots: county.depots.map(({ id, place }, at) => ({ 代码: id, 名称: at === 0 ? '县城' : '中心卫生院', ...placeOf(place) })),
      vehicles: VEHICLES,
      lines: county.lines.map(({ id }, at) => ({
        代码: id,
        名称: `示例 ${at + 1} 路客货邮`,
        星期: '每天',
        发车时刻: at === 0 ? '08:00,14:00' : '08:30',
        包裹: '40',
        公斤: '150',
      })),
      'line-stops': county.lines.flatMap((line) =>
        line.stops.map(({ village, place, minutesFromStart }) => ({
          线路: line.id,
          村代码: nameOf(village)?.code ?? '',
          站名: nameOf(village)?.name ?? '县城客运站',
          ...placeOf(place),
          发车后分钟: String(minutesFromStart),
        })),
      ),
      closures: county.closures.map(({ reason, ways }) => ({
        原因: reason,
        开始日期: '2026-12-08',
        结束日期: '2026-12-11',
        道路编号: (ways ?? []).join(' '),
      })),
      'no-fly': county.noFlyZones.map(({ outline }) => ({
        名称: '示例禁飞区',
        边界: outline.map(({ lon, lat }) => `${lon} ${lat}`).join('; '),
        开始日期: '',
        结束日期: '',
      })),
      weather: county.weather.map(({ windMs, isFlyable }, day) => ({
        日期: dayAfter('2026-11-30', day),
        风速: String(windMs),
        可飞: isFlyable ? '是' : '否',
      })),
    },
    roads: writePbf(terrain, web),
    heights: writeHgt(terrain).map(({ name, bytes }) => ({
      name: `${name}.zip`,
      bytes: zipSync({ [name]: [bytes, { level: 9, mtime: new Date(1980, 0, 1) }] }),
    })),
  };
}

interface Named {
  readonly code: string;
  readonly name: string;
}

const byCode = (a: Named, b: Named): number => (a.code < b.code ? -1 : 1);

/** Villages of one township become neighbours: places by their bearing from town, names by their code. */
function namesByPlace(divisions: readonly Row[], villages: readonly Village[], town: Place): ReadonlyMap<string, Named> {
  const real = divisions
    .filter(({ level, parent = '', name = '' }) => level === 'village' && !TOWN.includes(parent) && name.endsWith('村委会'))
    .map(({ code = '', name = '' }) => ({ code, name: name.replace(/委会$/, '') }))
    .sort(byCode);
  const chosen = Array.from({ length: villages.length }, (_, at) => real[Math.floor((at * real.length) / villages.length)] as Named);
  const bearing = ({ place }: Village): number => Math.atan2(place.lat - town.lat, place.lon - town.lon);
  const placed = villages.toSorted((a, b) => bearing(a) - bearing(b));
  return new Map(placed.map(({ id }, at) => [id, chosen[at] as Named]));
}

function villageRow({ code, name, place, residents, wishes }: Village & Named, town: Place, at: number): Row {
  const km = Math.hypot((place.lon - town.lon) * Math.cos((town.lat * Math.PI) / 180), place.lat - town.lat) * 111.3;
  const meals = km <= MEALS_WITHIN_KM && at % 2 === 0 ? String(Math.ceil((residents['80+'] ?? 0) * 0.4)) : '';
  return {
    代码: code,
    村名: name,
    ...placeOf(place),
    ...Object.fromEntries(Object.entries(residents).map(([group, count]) => [`人口:${group}`, String(count)])),
    '需求:meals': meals,
    希望轮次: wishes.length > 0 ? 'clinic' : '',
    希望星期: (wishes[0]?.weekdays ?? []).map((day) => '一二三四五六日'[day - 1]).join(''),
  };
}

const placeOf = ({ lon, lat }: Place): Row => ({ 经度: lon.toFixed(6), 纬度: lat.toFixed(6) });

const dayAfter = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

const settings = (): readonly Row[] =>
  Object.entries({
    县名: '示例·山区县',
    时区: 'Asia/Shanghai',
    开始日期: '2026-11-30',
    天数: '28',
    节假日: '2026-12-25',
    坐标系: 'wgs84',
    加班权重: '3',
    不均权重: '0.5',
    不准时权重: '0.2',
    时刻容差分钟: '30',
    意愿权重: '30',
    固定星期: '是',
    发布单位: '示例·山区县卫生健康局',
  }).map(([项目, 值]) => ({ 项目, 值 }));

const clinic = (代码: string, 名称: string, shares: Row, 每人分钟: string): Row => ({
  代码,
  名称,
  轮次: 'clinic',
  '比例:0-6': '',
  '比例:18-59': '',
  '比例:60-79': '',
  '比例:80+': '',
  ...shares,
  每人分钟,
  准备分钟: '15',
  台位: '2',
  频次: '2',
  最短间隔天: '10',
  最长间隔天: '18',
  星期: '一至五',
  时段: '',
  人员: '医生、护士',
  设备: '巡诊设备',
  '载荷:餐': '',
  '载荷:包裹': '',
  '载荷:公斤': '',
  配送: '否',
  请带: '身份证、医保卡',
});

const SERVICES: readonly Row[] = [
  clinic('follow-up', '慢病随访', { '比例:60-79': '8%', '比例:80+': '15%' }, '8'),
  clinic('dispensing', '配药', { '比例:18-59': '1%', '比例:60-79': '6%', '比例:80+': '10%' }, '5'),
  clinic('reimbursement', '医保报销', { '比例:18-59': '1%', '比例:60-79': '2%' }, '5'),
  clinic('tele-consultation', '远程会诊', { '比例:60-79': '1%', '比例:80+': '2%' }, '15'),
  {
    ...clinic('meals', '助餐', {}, '1'),
    轮次: 'meals',
    准备分钟: '6',
    频次: '<=150:2; 4',
    最短间隔天: '5',
    最长间隔天: '16',
    时段: '10:00-13:00',
    人员: '',
    设备: '保温箱',
    '载荷:餐': '1',
    请带: '',
  },
  {
    ...clinic('parcels', '寄递', { '比例:18-59': '5%', '比例:60-79': '2%' }, '0.3'),
    轮次: 'parcels',
    准备分钟: '4',
    台位: '1',
    频次: '2',
    星期: '',
    人员: '',
    设备: '',
    '载荷:包裹': '1',
    '载荷:公斤': '1.2',
    配送: '是',
    请带: '',
  },
];

const vehicle = (own: Row): Row => ({
  代码: '',
  名称: '',
  类型: '车',
  驻地: 'town',
  星期: '一至五',
  停驶日: '',
  班次: '08:00-17:30',
  最多加班分钟: '60',
  午休分钟: '45',
  午休时段: '11:00-13:30',
  餐: '',
  包裹: '',
  公斤: '',
  人员: '',
  设备: '',
  每日趟数: '1',
  周转分钟: '',
  速度系数: '1',
  最低道路等级: '',
  巡航时速: '',
  航程公里: '',
  最大风速: '',
  ...own,
});

const VEHICLES: readonly Row[] = [
  ...['一', '二', '三', '四'].map((number, at) =>
    vehicle({
      代码: `clinic-${at + 1}`,
      名称: `巡诊车${number}`,
      驻地: at === 3 ? 'outpost-1' : 'town',
      停驶日: at === 0 ? '2026-12-10' : '',
      人员: '医生、护士',
      设备: '巡诊设备',
      速度系数: '0.8',
    }),
  ),
  vehicle({
    代码: 'meals-1',
    名称: '送餐车',
    班次: '09:00-15:00',
    午休分钟: '',
    午休时段: '',
    餐: '120',
    包裹: '120',
    公斤: '500',
    设备: '保温箱',
    每日趟数: '2',
    周转分钟: '20',
  }),
  vehicle({
    代码: 'drone-1',
    名称: '送货无人机',
    类型: '无人机',
    星期: '每天',
    班次: '08:00-17:00',
    最多加班分钟: '0',
    午休分钟: '',
    午休时段: '',
    包裹: '12',
    公斤: '10',
    每日趟数: '10',
    周转分钟: '15',
    速度系数: '',
    巡航时速: '60',
    航程公里: '36',
    最大风速: '10',
  }),
];
