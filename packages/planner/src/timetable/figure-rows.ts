import type { PlanFigures } from './figures/figures.ts';
import type { Names } from './visits.ts';

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The figures as lines of a spreadsheet: kind, what, value, unit. */
export function figureRows(figures: PlanFigures, names: Names): (string | number)[][] {
  const { coverage, crews, longestWait, regularity, cost } = figures;
  const percent = (part: number, of: number): number => (of === 0 ? 100 : tenth((100 * part) / of));
  return [
    ['覆盖', '承诺到访', coverage.promised, '次'],
    ['覆盖', '已安排到访', coverage.kept, '次'],
    ...coverage.rounds.map(({ round, promised, kept }) => ['覆盖', `${names.round(round)}：已安排`, kept, `/ ${promised} 次`]),
    ['覆盖', '全部承诺已安排的村', coverage.villages.whole, '个'],
    ['覆盖', '部分安排的村', coverage.villages.partly, '个'],
    ['覆盖', '没有安排的村', coverage.villages.none, '个'],
    ...coverage.residents.flatMap(({ group, all, reached, whole }) => [
      ['居民', `${group} 岁：常住`, all, '人'],
      ['居民', `${group} 岁：有服务到村`, reached, '人'],
      ['居民', `${group} 岁：全部承诺已安排`, whole, '人'],
    ]),
    ['等待', '最长间隔', longestWait?.longestDays ?? '', longestWait ? `天（${names.village(longestWait.village)}）` : ''],
    ['等待', '不合间隔要求', figures.waits.reduce((sum, { broken }) => sum + broken, 0), '处'],
    ['规律', '固定星期', percent(regularity.onWeekday, regularity.visits), '%'],
    ['规律', '固定钟点', percent(regularity.onHour, regularity.visits), '%'],
    ...crews.flatMap(({ vehicle, days, workMinutes, overtimeMinutes, travelMinutes }) => [
      ['车组', `${names.vehicle(vehicle)}：出车`, days, '天'],
      ['车组', `${names.vehicle(vehicle)}：工作`, Math.round(workMinutes), '分钟'],
      ['车组', `${names.vehicle(vehicle)}：加班`, Math.round(overtimeMinutes), '分钟'],
      ['车组', `${names.vehicle(vehicle)}：行驶`, Math.round(travelMinutes), '分钟'],
    ]),
    ['公平', '车组工作时间基尼系数', Math.round(figures.crewGini * 1000) / 1000, ''],
    ['行驶', '总时间', Math.round(figures.travelMinutes), '分钟'],
    ['行驶', '总里程', tenth(figures.metres / 1000), '公里'],
    ['费用', '行驶', tenth(cost.travel), '行驶分钟'],
    ['费用', '加班', tenth(cost.overtime), '行驶分钟'],
    ['费用', '忙闲不均', tenth(cost.unfairness), '行驶分钟'],
    ['费用', '钟点不固定', tenth(cost.irregularity), '行驶分钟'],
    ['费用', '未采纳的愿望', tenth(cost.wishes), '行驶分钟'],
    ['费用', '合计', tenth(cost.total), '行驶分钟'],
  ];
}
