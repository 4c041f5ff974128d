import { isEnglish } from './words.js';

// Civil dates without zones; minutes of a day that may go beyond midnight.

const DAY_MS = 86_400_000;
const NAMES = [
  ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const dateAt = (from, day) => new Date(Date.parse(`${from}T00:00:00Z`) + day * DAY_MS);

/** `1月4日` or `4 Jan`. */
export function dayText(from, day) {
  const date = dateAt(from, day);
  return isEnglish() ? `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}` : `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

export const weekdayText = (from, day) => NAMES[isEnglish() ? 1 : 0][dateAt(from, day).getUTCDay()];

/** Of an ISO weekday, 1 to 7. */
export const weekdayName = (weekday) => NAMES[isEnglish() ? 1 : 0][weekday % 7];

export const isoDate = (from, day) => dateAt(from, day).toISOString().slice(0, 10);

export function clock(minutes) {
  const whole = Math.round(minutes);
  const text = `${String(Math.floor(whole / 60) % 24).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
  return whole >= 1440 ? `${text}+1` : text;
}
