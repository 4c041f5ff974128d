const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿'];

/** Whole yuan below a thousand million million, spelt as cheques spell it: 10203 is 壹万零贰佰零叁元整. Fen as 角 and 分. */
export function inCapitals(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const [jiao, rest] = [Math.floor(fen / 10) % 10, fen % 10];
  const whole = yuan > 0 ? `${capitals(yuan)}元` : '';
  if (jiao === 0 && rest === 0) return `${whole || '零元'}整`;
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : yuan > 0 ? '零' : '';
  return `${whole}${tenths}${rest > 0 ? `${DIGITS[rest]}分` : '整'}`;
}

function capitals(yuan: number): string {
  let [text, gap] = ['', false];
  const digits = String(yuan);
  for (let i = 0; i < digits.length; i++) {
    const place = digits.length - 1 - i;
    const digit = Number(digits[i]);
    if (digit > 0) {
      text += `${gap ? '零' : ''}${DIGITS[digit]}${UNITS[place % 4]}`;
      gap = false;
    } else gap = text !== '';
    const group = Number(digits.slice(Math.max(0, i - 3), i + 1)) > 0;
    if (place % 4 === 0 && place > 0 && group) text += GROUPS[place / 4];
  }
  return text;
}

/** 12,345.60 as tables print it. */
export const inDigits = (fen: number): string => (fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
