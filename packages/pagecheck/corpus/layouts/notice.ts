import type { Form } from '../typeset/form.ts';
import { Setter } from '../typeset/setter.ts';
import { dateOf } from '../words/people.ts';
import { SENTENCES } from '../words/sentences.ts';
import { bodyOf, faceOf, finished, foot, LEFT, type Order, RIGHT, signed } from './parts.ts';

/** 通知: a large title, half of the time under a red head and a red line. */
export function notice(order: Order): Form {
  const { next } = order;
  const setter = new Setter();
  const body = bodyOf(order);
  const place = { leftMm: LEFT, rightMm: RIGHT, leading: 1.8 };
  let y = 34;
  if (next.chance(0.5)) {
    setter.centred('示例市土桥街道办事处文件', y, { sizePt: 26, face: 'serif-bold', isRed: true });
    setter.centred(`示街办〔${next.whole(2021, 2026)}〕${next.whole(1, 99)}号`, y + 11, body);
    setter.line(LEFT, y + 15, RIGHT, y + 15, 0.7, true);
    y += 30;
  }
  setter.centred(`关于${next.pick(['停电检修', '集中拆迁', '土地丈量', '户口核对'])}的通知`, y, {
    sizePt: 22,
    face: faceOf(order, true),
  });
  y += 16;
  setter.put('各居民小组、各户主：', LEFT, y, body);
  y += order.sizePt * 0.7;
  const items = next.shuffled(SENTENCES);
  y = setter.paragraph(`经研究决定，自${dateOf(next)}起至${dateOf(next)}止开展有关工作，现将事项通知如下：`, { ...place, yMm: y }, body);
  for (let i = 0; i < items.length && y < 205; i++) {
    y = setter.paragraph(
      `${'一二三四五六七八九十'[i] ?? i}、${items[i]}联系电话：0999-${next.whole(1_000_000, 9_999_999)}。`,
      { ...place, yMm: y + 1 },
      body,
    );
  }
  const places = signed(setter, order, y + 12, '示例市土桥街道办事处');
  foot(setter, order);
  return finished('notice', setter, places, y + 31);
}
