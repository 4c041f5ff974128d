import type { CivilDate, ClockMinutes } from '../../model/units.ts';
import { datesFrom } from '../dates.ts';

/** A county's clock against UTC. */
export interface Zone {
  /** Lines of a VTIMEZONE; empty where the clock changes within the plan, and times are given in UTC instead. */
  readonly definition: readonly string[];
  /** A property with its time, as in `DTSTART;TZID=Asia/Shanghai:20270104T090000`. */
  timed(property: string, date: CivilDate, minutes: ClockMinutes): string;
}

/** Minutes east of UTC in a zone at an instant. */
function offsetAt(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(instant);
  const [, sign, hours, minutes] =
    /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

const compact = (instant: number): string => new Date(instant).toISOString().replaceAll(/[-:]|\.000/g, '');

/** The instant as if the clock ran on UTC. */
const wallOf = (date: CivilDate, minutes: ClockMinutes): number => Date.parse(`${date}T00:00:00Z`) + Math.round(minutes) * 60_000;

/** Shanghai and all zones whose clock does not change from one of `days` to another get a definition; an unknown zone counts as UTC. */
export function zoneOf(zone: string, from: CivilDate, days: number): Zone {
  const known = isZone(zone) ? zone : 'UTC';
  const offsets = new Set(datesFrom(from, days + 1).map((date) => offsetAt(known, wallOf(date, 720))));
  const [offset = 0] = offsets;
  if (known === 'UTC' || offsets.size > 1) {
    return {
      definition: [],
      timed(property, date, minutes) {
        const wall = wallOf(date, minutes);
        const guess = offsetAt(known, wall);
        return `${property}:${compact(wall - offsetAt(known, wall - guess * 60_000) * 60_000)}`;
      },
    };
  }
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const text = `${sign}${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`;
  return {
    definition: [
      'BEGIN:VTIMEZONE',
      `TZID:${known}`,
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      `TZOFFSETFROM:${text}`,
      `TZOFFSETTO:${text}`,
      ...(known === 'Asia/Shanghai' ? ['TZNAME:CST'] : []),
      'END:STANDARD',
      'END:VTIMEZONE',
    ],
    timed: (property, date, at) => `${property};TZID=${known}:${compact(wallOf(date, at)).slice(0, -1)}`,
  };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
