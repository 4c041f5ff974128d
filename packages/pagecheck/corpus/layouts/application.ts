import type { Form } from '../typeset/form.ts';
import { Setter } from '../typeset/setter.ts';
import { inCapitals, inDigits } from '../words/amounts.ts';
import { dateOf, personOf, shortDateOf } from '../words/people.ts';
import { SENTENCES } from '../words/sentences.ts';
import { bodyOf, finished, foot, LEFT, type Order, RIGHT, signed, titleOf } from './parts.ts';

/** 申请表: labels and answers in ruled cells. */
export function application(order: Order): Form {
  const { next } = order;
  const setter = new Setter();
  const body = bodyOf(order);
  const [person, other] = [personOf(next), personOf(next)];
  const fen = next.whole(10_000, 9_000_000);
  setter.centred(next.pick(['临时救助申请表', '住房租赁备案申请表', '高龄补贴申请表', '用章申请表']), 30, titleOf(order));
  const cells: readonly (readonly [string, string][])[] = [
    [
      ['申请人', person.name],
      ['性别', next.pick(['男', '女'])],
    ],
    [
      ['证件号码', person.id],
      ['电话', person.phone],
    ],
    [['现住址', person.address]],
    [
      ['户主', other.name],
      ['人口', `${next.whole(1, 7)}人`],
    ],
    [
      ['户主证件', other.id],
      ['入户', shortDateOf(next)],
    ],
    [
      ['申请金额', `￥${inDigits(fen)}`],
      ['期限', `${next.whole(2, 36)}个月`],
    ],
    [['金额大写', inCapitals(fen)]],
    [
      ['申请日期', dateOf(next)],
      ['份数', `一式${next.pick(['二', '三', '四'])}份`],
    ],
  ];
  const [top, high, label] = [40, Math.max(9, order.sizePt * 0.85), Math.max(24, order.sizePt * 1.7)];
  const middle = LEFT + (RIGHT - LEFT) * (order.sizePt > 12 ? 0.66 : 0.62);
  const lift = high / 2 + order.sizePt * 0.13;
  cells.forEach((row, i) => {
    const y = top + i * high;
    setter.line(LEFT, y, RIGHT, y);
    setter.block(() => {
      row.forEach(([name, value], column) => {
        const x = column === 0 ? LEFT : middle;
        const wide = column === 0 ? label : label * 0.62;
        setter.put(name, x + 1.5, y + lift, body);
        setter.put(value, x + wide + 1.5, y + lift, body);
        setter.line(x + wide, y, x + wide, y + high);
        if (column > 0) setter.line(x, y, x, y + high);
      });
    });
  });
  const reasons = top + cells.length * high;
  setter.line(LEFT, reasons, RIGHT, reasons);
  let y = setter.put('申请理由', LEFT + 1.5, reasons + lift, body) * 0 + reasons + lift;
  for (const sentence of next.shuffled(SENTENCES)) {
    if (y > 196) break;
    y = setter.paragraph(sentence, { leftMm: LEFT + label + 1.5, rightMm: RIGHT - 1.5, yMm: y, leading: 1.6, indentEm: 0 }, body);
  }
  const end = y + 2;
  setter.line(LEFT, end, RIGHT, end);
  setter.line(LEFT + label, reasons, LEFT + label, end);
  setter.line(LEFT, top, LEFT, end);
  setter.line(RIGHT, top, RIGHT, end);
  const places = signed(setter, order, end + 14, '示例市大田街道办事处');
  foot(setter, order);
  return finished('application', setter, places, end + 33);
}
