import { type Call, type County, figuresOf, type Plan, type Unserved } from '@yinzheng/planner';
import type { Bilingual } from '../language.ts';

const REASONS: Readonly<Record<Unserved['reason'], Bilingual>> = {
  unreachable: { zh: '没有路可达', en: 'no way there' },
  'no-vehicle-fits': { zh: '没有合适的车辆（人员、设备、容量或时间）', en: 'no vehicle fits (crew, equipment, room or hours)' },
  'no-day-fits': { zh: '没有合适的日子', en: 'no days fit' },
  'no-room': { zh: '排不下', en: 'no room' },
};

const MOST_NAMES = 12;

/** What a plan achieves and what it costs, in a few lines. */
export function summarise(county: County, calls: readonly Call[], plan: Plan): readonly Bilingual[] {
  const figures = figuresOf(county, calls, plan);
  const { promised, kept, villages } = figures.coverage;
  const drones = county.vehicles.filter(({ travel }) => travel.kind === 'drone').length;
  const overtime = figures.crews.reduce((sum, it) => sum + it.overtimeMinutes, 0);
  const [vehicles, lines] = [county.vehicles.length - drones, county.lines.length];
  const { regularity } = figures;
  const regular = regularity.visits === 0 ? 1 : regularity.onWeekday / regularity.visits;
  return [
    {
      zh: `${county.name}：${county.villages.length} 个村，${plan.from} 起 ${plan.days} 天；${vehicles} 辆车，${drones} 架无人机，${lines} 条客货邮线路`,
      en: `${county.name}: ${county.villages.length} villages, ${plan.days} days from ${plan.from}; ${vehicles} vehicles, ${drones} drones, ${lines} bus lines`,
    },
    {
      zh: `服务：应到 ${promised} 次，排定 ${kept} 次（公交捎带 ${plan.lineDeliveries.length} 次）；${villages.whole} 个村全部满足，${villages.partly} 个部分满足，${villages.none} 个没有排上`,
      en: `Visits: ${kept} of ${promised} placed (${plan.lineDeliveries.length} ride on buses); ${villages.whole} villages get all, ${villages.partly} a part, ${villages.none} nothing`,
    },
    {
      zh: `行驶 ${hours(figures.travelMinutes)}，${Math.round(figures.metres / 1000)} 公里；加班 ${hours(overtime)}；${percent(regular)} 的到访在固定的星期`,
      en: `Driving ${hours(figures.travelMinutes)}, ${Math.round(figures.metres / 1000)} km; overtime ${hours(overtime)}; ${percent(regular)} of visits on the usual weekday`,
    },
    costLine(plan),
    ...unservedLines(county, plan),
  ];
}

function costLine({ cost }: Plan): Bilingual {
  const [travel, overtime, unfairness, irregularity, wishes, total] = [
    cost.travel,
    cost.overtime,
    cost.unfairness,
    cost.irregularity,
    cost.wishes,
    cost.total,
  ].map((it) => Math.round(it));
  return {
    zh: `成本（折合行驶分钟）：行驶 ${travel} + 加班 ${overtime} + 忙闲不均 ${unfairness} + 时刻不齐 ${irregularity} + 未遂意愿 ${wishes} = ${total}`,
    en: `Cost (in driving minutes): travel ${travel} + overtime ${overtime} + unfairness ${unfairness} + irregular hours ${irregularity} + wishes not kept ${wishes} = ${total}`,
  };
}

function unservedLines(county: County, { unserved }: Plan): readonly Bilingual[] {
  const names = new Map(county.villages.map(({ id, name }) => [id, name]));
  return [...Map.groupBy(unserved, ({ reason }) => reason)].map(([reason, all]) => {
    const visits = all.reduce((sum, { visitsMissing }) => sum + visitsMissing, 0);
    const who = all
      .slice(0, MOST_NAMES)
      .map(({ village, call }) => `${names.get(village) ?? village}（${call.slice(call.indexOf('/') + 1)}）`);
    const more = all.length > MOST_NAMES;
    return {
      zh: `未排 ${visits} 次，${REASONS[reason].zh}：${who.join('、')}${more ? ` 等 ${all.length} 项` : ''}`,
      en: `${visits} visits not placed, ${REASONS[reason].en}: ${who.join(', ')}${more ? ` … ${all.length} in all` : ''}`,
    };
  });
}

const hours = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`;
const percent = (part: number): string => `${Math.round(part * 100)}%`;
