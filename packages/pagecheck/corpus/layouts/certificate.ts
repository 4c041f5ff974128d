import type { Form } from '../typeset/form.ts';
import { Setter } from '../typeset/setter.ts';
import { dateOf, personOf } from '../words/people.ts';
import { SENTENCES } from '../words/sentences.ts';
import { BOTTOM, bodyOf, finished, foot, LEFT, type Order, RIGHT, signed, smallOf, titleOf } from './parts.ts';

/** 证明: a letter with date and signature line. */
export function certificate(order: Order): Form {
  const { next } = order;
  const setter = new Setter();
  const body = bodyOf(order);
  const person = personOf(next);
  setter.rightAligned(`编号：示证〔${next.whole(2021, 2026)}〕${next.whole(100, 999)}号`, RIGHT, 24, smallOf(order));
  setter.centred(next.pick(['居 住 证 明', '收 入 证 明', '亲 属 关 系 证 明', '无 房 证 明']), 40, titleOf(order));
  const place = { leftMm: LEFT, rightMm: RIGHT, leading: 1.9 };
  let y = setter.paragraph(
    `兹证明${person.name}，${next.pick(['男', '女'])}，公民身份号码${person.id}，自${dateOf(next)}起居住于${person.address}，联系电话${person.phone}，与户主${personOf(next).name}系${next.pick(['父子', '母女', '租赁', '夫妻'])}关系，情况属实。`,
    { ...place, yMm: 58 },
    body,
  );
  const room = () => BOTTOM - 40 - y;
  for (const sentence of next.shuffled(SENTENCES)) {
    if (room() < order.sizePt * 2.2) break;
    y = setter.paragraph(sentence, { ...place, yMm: y + 1 }, body);
  }
  y = setter.paragraph('特此证明。', { ...place, yMm: y + 1 }, body);
  const places = signed(setter, order, y + 10, '示例市示例街道天王社区居民委员会');
  foot(setter, order);
  return finished('certificate', setter, places, y + 29);
}
