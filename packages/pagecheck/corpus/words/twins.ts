/** Pairs that differ by one stroke, by where a stroke ends, or by a dot: what a forger would change first and a reader sees last. */
const TWINS: readonly (readonly [string, string])[] = [
  ['未', '末'],
  ['日', '曰'],
  ['王', '玉'],
  ['大', '太'],
  ['土', '士'],
  ['己', '已'],
  ['千', '干'],
  ['人', '入'],
  ['天', '夫'],
  ['目', '自'],
  ['木', '本'],
  ['今', '令'],
  ['由', '甲'],
  ['田', '由'],
  ['午', '牛'],
  ['折', '拆'],
  ['贷', '货'],
  ['治', '冶'],
  ['候', '侯'],
  ['拔', '拨'],
  ['住', '往'],
  ['刀', '力'],
  ['戊', '戌'],
  ['一', '二'],
  ['二', '三'],
  ['十', '千'],
  ['元', '无'],
  ['厂', '广'],
  ['.', ','],
  [',', '.'],
  ['。', '．'],
  ['，', '、'],
  ['：', '；'],
];

/** The other of a pair, whichever side the character stands on; the first pair that has it. Null when it has no twin. */
export function twinOf(character: string): string | null {
  for (const [one, other] of TWINS) {
    if (one === character) return other;
    // Punctuation is changed as it is listed only: a comma in a text becomes no colon.
    if (other === character && other.charCodeAt(0) > 0x4e00 && other.charCodeAt(0) < 0xa000) return one;
  }
  return null;
}

export const areTwins = (one: string, other: string): boolean =>
  TWINS.some(([a, b]) => (a === one && b === other) || (a === other && b === one));

/** Common characters to put in another's place. */
export const COMMON = [
  ...'的国中以和到要就出会可下年生后作里用道行所然家种事成方多经去法学如都同现当没动面起看定分还进好小部其些主样理心她前开但因只从想实',
  ...'老师海明东西南北春夏秋冬林森河湖街路桥村镇县市区号楼层房屋租借买卖付款期限违约责任甲乙丙丁男女父母子孙妻夫兄弟姐妹农业工商医院校',
];
