import type { Chance } from '../chance.ts';

/** Somebody who does not exist. Every page says so in its foot. */
export interface Person {
  readonly name: string;
  /** 18 digits with a valid check character, of a division code that is not in use (999xxx). */
  readonly id: string;
  readonly phone: string;
  readonly address: string;
}

const FAMILY = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const GIVEN = [...'大明玉土末木田由天午今治千一二三国华建军秀英丽芳娟敏静强磊洋勇艳杰涛超兰桂春海平志永福生'];

export function personOf(next: Chance): Person {
  const name = next.pick(FAMILY) + next.pick(GIVEN) + (next.chance(0.6) ? next.pick(GIVEN) : '');
  const birth = `${next.whole(1940, 2006)}${two(next.whole(1, 12))}${two(next.whole(1, 28))}`;
  const seventeen = `9990${two(next.whole(1, 99))}${birth}${String(next.whole(1, 999)).padStart(3, '0')}`;
  return {
    name,
    id: seventeen + checkOf(seventeen),
    phone: `100${String(next.whole(0, 99_999_999)).padStart(8, '0')}`,
    address: `示例市${next.pick(['大田', '天王', '千木', '土桥', '玉由'])}街道${next.pick(['午山', '今日', '末里', '人民', '本治'])}路${next.whole(1, 320)}号${next.whole(1, 30)}幢${next.whole(1, 4)}单元${next.whole(1, 18)}0${next.whole(1, 4)}室`,
  };
}

/** GB 11643: weights 2^(18-i) mod 11. */
function checkOf(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] as string;
}

const two = (n: number): string => String(n).padStart(2, '0');
export const dateOf = (next: Chance): string => `${next.whole(2019, 2026)}年${next.whole(1, 12)}月${next.whole(1, 28)}日`;
export const shortDateOf = (next: Chance): string => `${next.whole(2019, 2026)}-${two(next.whole(1, 12))}-${two(next.whole(1, 28))}`;
