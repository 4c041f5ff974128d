import type { Form } from '../typeset/form.ts';
import { Setter } from '../typeset/setter.ts';
import { inCapitals, inDigits } from '../words/amounts.ts';
import { dateOf, personOf } from '../words/people.ts';
import { SENTENCES } from '../words/sentences.ts';
import { bodyOf, faceOf, finished, foot, LEFT, type Order, RIGHT, signed, titleOf } from './parts.ts';

/** 合同: dense paragraphs with clause numbers. */
export function contract(order: Order): Form {
  const { next } = order;
  const setter = new Setter();
  const body = bodyOf(order);
  const head = { sizePt: order.sizePt, face: faceOf(order, true) };
  const [a, b] = [personOf(next), personOf(next)];
  setter.centred('房屋租赁合同', 26, titleOf(order));
  const place = { leftMm: LEFT, rightMm: RIGHT, leading: 1.45 };
  let y = setter.paragraph(`出租人（甲方）：${a.name}，证件号码${a.id}`, { ...place, yMm: 37, indentEm: 0 }, body);
  y = setter.paragraph(`承租人（乙方）：${b.name}，证件号码${b.id}`, { ...place, yMm: y, indentEm: 0 }, body);
  const sentences = next.shuffled(SENTENCES);
  for (let clause = 1; y < 208; clause++) {
    const fen = next.whole(50_000, 2_000_000);
    setter.put(`第${'一二三四五六七八九十'[clause - 1] ?? clause}条`, LEFT, y + 0.5, head);
    y = setter.paragraph(
      clause % 2 === 1
        ? `${clause}.1 月租金为${inDigits(fen)}元（大写：${inCapitals(fen)}），于每月${next.whole(1, 28)}日之前付清；押金${inDigits(fen * 2)}元，自${dateOf(next)}起算。`
        : `${clause}.1 ${sentences[clause % sentences.length]}`,
      { ...place, yMm: y + 0.5, indentEm: 4 },
      body,
    );
    y = setter.paragraph(`${clause}.2 ${sentences[(clause + 7) % sentences.length]}`, { ...place, yMm: y, indentEm: 4 }, body);
  }
  const places = signed(setter, order, y + 11, '示例市王玉社区居民委员会');
  foot(setter, order);
  return finished('contract', setter, places, y + 30);
}
