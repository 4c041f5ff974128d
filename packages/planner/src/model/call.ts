import type { ClockSpan, Load, Weekday } from './units.ts';

/** What a village is to get of one round: so many visits, each so long, so far apart. Made by `demand`, hard unless it says otherwise. */
export interface Call {
  /** `<village>/<round>`, and `#1`, `#2` … behind it where one stop would be longer than a shift allows. */
  readonly id: string;
  readonly village: string;
  readonly round: string;
  /** In the horizon; a floor: fewer is a broken promise. */
  readonly visits: number;
  readonly minGapDays: number;
  readonly maxGapDays: number | null;
  readonly weekdays: readonly Weekday[];
  readonly windows: readonly ClockSpan[];
  readonly skills: readonly string[];
  readonly equipment: readonly string[];
  /** Each visit. */
  readonly stopMinutes: number;
  readonly load: Load;
  readonly services: readonly { readonly service: string; readonly persons: number; readonly minutes: number }[];
  readonly isDelivery: boolean;
}
