import type { ClockMinutes } from './units.ts';

/** Nobody of seventy waits for 14:57: what residents read stands on whole five minutes. */
const STEP_MINUTES = 5;

export interface Hours {
  readonly beginMinutes: ClockMinutes;
  readonly endMinutes: ClockMinutes;
}

/** A begin as residents read it: never later than the crew's own, and less than five minutes before it. */
export const publishedBegin = (minutes: ClockMinutes): ClockMinutes => roundedDown(Math.round(minutes));

/**
 * A visit at the hours that are published of it: posters, calendars, timetables by village, and what is told of changes. It never ends
 * later than the crew's own, so that nobody comes when they have left; only where nothing would be left of a short one, its own end stays.
 * The crew's own times stay in plan.json, in the timetable by vehicle and in the GTFS feed.
 */
export function publishedHours<Visit extends Hours>(visit: Visit): Visit {
  const beginMinutes = publishedBegin(visit.beginMinutes);
  const [begin, end] = [Math.round(visit.beginMinutes), Math.round(visit.endMinutes)];
  const rounded = roundedDown(end);
  return { ...visit, beginMinutes, endMinutes: end <= begin ? beginMinutes : rounded > beginMinutes ? rounded : end };
}

const roundedDown = (minutes: ClockMinutes): ClockMinutes => Math.floor(minutes / STEP_MINUTES) * STEP_MINUTES;
