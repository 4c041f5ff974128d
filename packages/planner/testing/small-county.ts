import type { Call } from '../src/model/call.ts';
import type { County, Service, Vehicle, Village } from '../src/model/county.ts';
import type { Plan, Tour } from '../src/model/plan.ts';

/** A county, its calls and a plan, written by hand: four services, two vehicles, a drone, a bus line, a ride on request, two weeks. */
export interface Planned {
  readonly county: County;
  readonly calls: readonly Call[];
  readonly plan: Plan;
}

const village = (id: string, name: string, lon: number, lat: number, old: number): Village => ({
  id,
  name,
  place: { lon, lat },
  residents: { '0-59': 40, '60-79': old, '80+': Math.round(old / 3) },
  needs: {},
  wishes: [],
});

const service = (id: string, name: string, round: string, isDelivery = false): Service => ({
  id,
  name,
  round,
  shares: { '60-79': 0.3, '80+': 0.5 },
  minutesPerPerson: isDelivery ? 0 : 6,
  setupMinutes: isDelivery ? 5 : 15,
  desks: 1,
  frequency: [{ upToResidents: null, visits: 2 }],
  minGapDays: 5,
  maxGapDays: 9,
  weekdays: [],
  windows: [],
  skills: [],
  equipment: [],
  loadPerPerson: isDelivery ? { parcels: 1 } : {},
  isDelivery,
});

const vehicle = (id: string, name: string): Vehicle => ({
  id,
  name,
  depot: 'hospital',
  weekdays: [1, 2, 3, 4, 5],
  daysOff: [],
  shift: { from: 480, to: 1020 },
  maxOvertimeMinutes: 60,
  rest: { minutes: 45, from: 690, to: 780 },
  capacity: { parcels: 40 },
  skills: [],
  equipment: [],
  maxTrips: 2,
  turnaroundMinutes: 20,
  travel: { kind: 'road', speedFactor: 0.8 },
});

const COUNTY: County = {
  name: '景宁示例县',
  timeZone: 'Asia/Shanghai',
  horizon: { from: '2027-01-04', days: 14, holidays: ['2027-01-13'] },
  villages: [
    village('331127100201', '溪口村', 119.61, 27.95, 60),
    village('331127100202', '大漈乡西二畲族村龙潭背自然村', 119.7, 28.02, 24),
    village('331127100203', '金丘村', 119.55, 28.05, 36),
    village('331127100204', '上标村', 119.5, 27.9, 12),
    village('331127100205', '岭脚村', 119.75, 27.9, 9),
    village('331127100206', '无路村', 119.8, 28.1, 5),
  ],
  services: [
    service('clinic', '巡回门诊', 'clinic'),
    service('chronic', '慢病随访', 'clinic'),
    service('medicine', '送药', 'parcels', true),
    service('bath', '助浴', 'bath'),
  ],
  depots: [{ id: 'hospital', name: '县人民医院', place: { lon: 119.63, lat: 27.98 } }],
  vehicles: [
    vehicle('v1', '巡回医疗一号车'),
    vehicle('v2', '助浴车'),
    { ...vehicle('d1', '送药无人机'), travel: { kind: 'drone', cruiseKmh: 50, rangeKm: 40, maxWindMs: 10 } },
  ],
  lines: [
    {
      id: 'b7',
      name: '7 路客货邮',
      weekdays: [1, 3, 5],
      departures: [420, 840],
      stops: [
        { name: '县城客运站', place: { lon: 119.63, lat: 27.98 }, minutesFromStart: 0 },
        { name: '金丘村口', place: { lon: 119.552, lat: 28.049 }, minutesFromStart: 25, village: '331127100203' },
        {
          name: '上标',
          place: { lon: 119.5, lat: 27.9 },
          minutesFromStart: 60,
          village: '331127100204',
          onRequest: { kind: 'same-day', minutesBefore: 60 },
        },
        { name: '上标水库', place: { lon: 119.49, lat: 27.88 }, minutesFromStart: 70 },
      ],
      capacity: { parcels: 20 },
    },
  ],
  closures: [
    { reason: '塌方', from: '2027-01-04', until: '2027-01-08', place: { lon: 119.72, lat: 27.95 }, radiusMetres: 300 },
    { reason: '改建', from: '2027-01-04', until: '2027-02-08', ways: [42] },
  ],
  noFlyZones: [],
  weather: [],
  policy: {
    overtimeWeight: 2,
    unfairnessWeight: 0.2,
    irregularityWeight: 0.5,
    hourToleranceMinutes: 30,
    wishWeight: 10,
    isSameWeekday: true,
  },
  notices: {
    publisher: '景宁示例县流动服务中心',
    url: 'https://example.gov.cn/outreach',
    phone: '0578-5000000',
    bring: { clinic: '身份证、医保卡、正在吃的药', chronic: '上次的随访本', bath: '换洗衣服、毛巾' },
    meetAt: { '331127100201': '村文化礼堂门口', '331127100202': '龙潭背廊桥头停车场' },
    remark: '大雪、塌方等不能来时，村里广播另行通知。',
  },
  rides: [
    {
      id: 'r1',
      name: '助行预约车',
      villages: ['331127100202', '331127100205'],
      weekdays: [2, 4],
      hours: { from: 480, to: 960 },
      booking: { kind: 'days-before', days: 1, until: 1020 },
    },
  ],
};

const call = (villageId: string, round: string, visits: number, services: readonly string[], stopMinutes: number): Call => ({
  id: `${villageId}/${round}`,
  village: villageId,
  round,
  visits,
  minGapDays: 5,
  maxGapDays: 9,
  weekdays: [],
  windows: [],
  skills: [],
  equipment: [],
  stopMinutes,
  load: {},
  services: services.map((each) => ({ service: each, persons: 10, minutes: stopMinutes / services.length })),
  isDelivery: round === 'parcels',
});

/** `stops`: call, begin, leave. A tour drives 30 minutes out, 30 between and 30 back. */
function tour(vehicleId: string, date: string, trip: number, stops: readonly (readonly [string, number, number])[]): Tour {
  return {
    vehicle: vehicleId,
    date,
    trip,
    startMinutes: (stops[0]?.[1] ?? 0) - 30,
    endMinutes: (stops.at(-1)?.[2] ?? 0) + 30,
    stops: stops.map(([id, begin, leave]) => {
      const [villageId = '', round = ''] = id.split('/');
      return { call: id, village: villageId, round, arriveMinutes: begin - 5, beginMinutes: begin, leaveMinutes: leave };
    }),
    rest: null,
    travelMinutes: 30 * (stops.length + 1),
    metres: 15_000 * (stops.length + 1),
    load: {},
  };
}

const V = (last: number): string => `33112710020${last}`;
const CALLS = [
  ...[1, 2, 3, 4].map((n) => call(V(n), 'clinic', 2, ['clinic', 'chronic'], 90)),
  call(V(5), 'clinic', 2, ['clinic'], 45),
  call(V(6), 'clinic', 2, ['clinic'], 45),
  call(V(1), 'bath', 2, ['bath'], 120),
  call(V(2), 'bath', 2, ['bath'], 120),
  call(V(4), 'parcels', 2, ['medicine'], 5),
  call(V(2), 'parcels', 2, ['medicine'], 5),
];

const PLAN: Plan = {
  county: COUNTY.name,
  from: '2027-01-04',
  days: 14,
  tours: [
    ...['2027-01-04', '2027-01-11'].map((date) =>
      tour('v1', date, 1, [
        [`${V(1)}/clinic`, 540, 630],
        [`${V(2)}/clinic`, 780, 870],
      ]),
    ),
    tour('v1', '2027-01-05', 1, [[`${V(3)}/clinic`, 530, 620]]),
    tour('v1', '2027-01-05', 2, [[`${V(4)}/clinic`, 800, 890]]),
    tour('v1', '2027-01-12', 1, [
      [`${V(3)}/clinic`, 590, 680],
      [`${V(4)}/clinic`, 810, 900],
    ]),
    tour('v1', '2027-01-07', 1, [[`${V(5)}/clinic`, 600, 645]]),
    ...['2027-01-06', '2027-01-14'].map((date) =>
      tour('v2', date, 1, [
        [`${V(1)}/bath`, 540, 660],
        [`${V(2)}/bath`, 800, 920],
      ]),
    ),
    ...['2027-01-06', '2027-01-12'].map((date) => tour('d1', date, 1, [[`${V(2)}/parcels`, 600, 605]])),
  ],
  lineDeliveries: ['2027-01-06', '2027-01-15'].map((date) => ({
    call: `${V(4)}/parcels`,
    village: V(4),
    line: 'b7',
    date,
    departureMinutes: 420,
    arriveMinutes: 480,
  })),
  unserved: [
    { call: `${V(5)}/clinic`, village: V(5), visitsMissing: 1, reason: 'no-room' },
    { call: `${V(6)}/clinic`, village: V(6), visitsMissing: 2, reason: 'unreachable' },
  ],
  cost: { travel: 900, overtime: 0, unfairness: 41.5, irregularity: 30, wishes: 0, total: 971.5 },
  search: { seed: 1, seconds: 2, rounds: 1000 },
};

export const smallPlanned = (): Planned => ({ county: COUNTY, calls: CALLS, plan: PLAN });

/** The same with names that attack pages, spreadsheets, folders and fonts; `𗀀` is Tangut and in no Chinese font. */
export function hostilePlanned(): Planned {
  const names = ['</script><img src=x onerror=alert(1)>', '=1+1,"甲"\r\n乙', '../..\\𗀀村', '🏔️ 山', "'; DROP", '\u202E反写村'];
  const villages = COUNTY.villages.map((each, index) => ({ ...each, name: names[index] ?? each.name }));
  const vehicles = COUNTY.vehicles.map((each) => ({ ...each, name: `<b onclick=alert(2)>${each.name}` }));
  const services = COUNTY.services.map((each) => ({ ...each, name: `${each.name}"><svg onload=alert(3)>` }));
  return { ...smallPlanned(), county: { ...COUNTY, name: '<script>alert(4)</script>', villages, vehicles, services } };
}
