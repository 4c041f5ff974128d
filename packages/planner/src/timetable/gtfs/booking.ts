import type { Booking } from '../../model/notices.ts';
import type { Feed } from './feed.ts';
import { idOf, timeOf } from './table.ts';

/** The rule by which a place is asked for; equal rules are one. `booking_type` 1 is the same day, 2 a day before. */
export function bookingRule(feed: Feed, booking: Booking, phone: string | undefined): string {
  const told = phone ?? feed.county.notices?.phone;
  const words =
    booking.kind === 'same-day' ? ['same-day', `${booking.minutesBefore}`] : ['days-before', `${booking.days}`, `${booking.until}`];
  const id = idOf('booking', ...words, told ?? '');
  if (feed.bookingRules.some((rule) => rule.booking_rule_id === id)) return id;
  feed.bookingRules.push({
    booking_rule_id: id,
    ...(booking.kind === 'same-day'
      ? { booking_type: 1, prior_notice_duration_min: Math.max(1, Math.round(booking.minutesBefore)) }
      : { booking_type: 2, prior_notice_last_day: Math.max(1, Math.round(booking.days)), prior_notice_last_time: timeOf(booking.until) }),
    message: booking.kind === 'same-day' ? `请提前 ${Math.round(booking.minutesBefore)} 分钟电话预约` : `请提前 ${booking.days} 天电话预约`,
    ...(told ? { phone_number: told } : {}),
  });
  return id;
}
