import type { Form } from '../typeset/form.ts';
import { Setter } from '../typeset/setter.ts';
import { inDigits } from '../words/amounts.ts';
import { personOf } from '../words/people.ts';
import { bodyOf, finished, foot, LEFT, type Order, RIGHT, signed, titleOf } from './parts.ts';

/** 名单: names with ID numbers, a subsidy each. */
export function roster(order: Order): Form {
  const { next } = order;
  const setter = new Setter();
  const body = bodyOf(order);
  setter.centred(next.pick(['高龄补贴发放名单', '居民代表名单', '土地流转农户名单', '入学儿童名单']), 28, titleOf(order));
  const pitch = Math.max(6.2, order.sizePt * 0.6);
  const columns = [LEFT, LEFT + 12, LEFT + 42, LEFT + 118];
  for (const [i, name] of ['号', '姓名', '公民身份号码', '金额'].entries()) setter.put(name, columns[i] as number, 40, body);
  setter.line(LEFT, 42, RIGHT, 42, 0.3);
  let y = 42 + pitch;
  for (let row = 1; y < 208; row++, y += pitch) {
    const person = personOf(next);
    setter.block(() => {
      setter.put(String(row), columns[0] as number, y, body);
      setter.put(person.name, columns[1] as number, y, body);
      setter.put(person.id, columns[2] as number, y, body);
      setter.rightAligned(inDigits(next.whole(100, 9_000) * 100), RIGHT - 4, y, body);
    });
  }
  setter.line(LEFT, y - pitch + 2.5, RIGHT, y - pitch + 2.5, 0.3);
  const places = signed(setter, order, y + 10, '示例市今日社区居民委员会');
  foot(setter, order);
  return finished('roster', setter, places, y + 29);
}
