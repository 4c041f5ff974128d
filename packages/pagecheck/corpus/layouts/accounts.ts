import type { Form } from '../typeset/form.ts';
import { Setter } from '../typeset/setter.ts';
import { inCapitals, inDigits } from '../words/amounts.ts';
import { shortDateOf } from '../words/people.ts';
import { bodyOf, finished, foot, LEFT, type Order, RIGHT, signed, smallOf, titleOf } from './parts.ts';

const ITEMS = [
  '土地租金',
  '水渠维修',
  '道路养护',
  '林木折价',
  '拆旧材料',
  '工人工资',
  '办公用品',
  '电费水费',
  '垃圾清运',
  '治安巡逻',
  '贷款利息',
  '入户补助',
  '太阳能灯',
  '玉米种子',
  '厂房租金',
];

/** 收支表: figures with decimal points in ruled columns, the sum also in capitals. */
export function accounts(order: Order): Form {
  const { next } = order;
  const setter = new Setter();
  const body = bodyOf(order);
  setter.centred(`天王村${next.whole(2021, 2026)}年第${next.pick(['一', '二', '三', '四'])}季度收支公示表`, 28, titleOf(order));
  setter.rightAligned('单位：元', RIGHT, 37, smallOf(order));
  const high = Math.max(6.5, order.sizePt * 0.62);
  const lift = high / 2 + order.sizePt * 0.13;
  const columns = [LEFT, LEFT + 14, LEFT + 46, LEFT + 90, LEFT + 125, RIGHT];
  const rows = Math.min(24, Math.floor((212 - 40 - high) / high));
  for (const [i, name] of ['序', '日期', '项目', '收入', '支出'].entries()) setter.put(name, (columns[i] as number) + 1.5, 40 + lift, body);
  const sums = [0, 0];
  for (let row = 1; row <= rows; row++) {
    const y = 40 + row * high;
    setter.line(LEFT, y, RIGHT, y);
    setter.block(() => {
      setter.put(String(row), LEFT + 1.5, y + lift, body);
      setter.put(order.sizePt > 12 ? shortDateOf(next).slice(2) : shortDateOf(next), LEFT + 15.5, y + lift, body);
      setter.put(next.pick(ITEMS), LEFT + 47.5, y + lift, body);
      const fen = next.whole(1_000, 4_000_000);
      const column = next.whole(0, 1);
      sums[column] = (sums[column] as number) + fen;
      setter.rightAligned(inDigits(fen), (columns[4 + column] as number) - 2, y + lift, body);
    });
  }
  const end = 40 + (rows + 1) * high;
  for (const y of [40, end]) setter.line(LEFT, y, RIGHT, y, 0.3);
  for (const x of columns) setter.line(x, 40, x, end);
  const y = end + order.sizePt * 0.7;
  setter.block(() => setter.put(`合计支出${inDigits(sums[1] as number)}元，大写：${inCapitals(sums[1] as number)}`, LEFT, y, body));
  const places = signed(setter, order, y + 12, '示例市天王村经济合作社');
  foot(setter, order);
  return finished('accounts', setter, places, y + 31);
}
