/**
 * How slope and bends slow a vehicle. What the road's shape allows is the Kenya road transport cost study's free speed of light goods
 * vehicles, V = 86.9 − 0.418 RS − 0.050 F − 0.074 C km/h, rise and fall in m/km and bends in degrees/km (Hide, Abaynayaka, Sayer and
 * Wyatt 1975, TRRL Laboratory Report 672; carried on in RTIM2), not extrapolated far beyond what was measured. It and the road's own
 * speed limit each other as in HDM-III (Watanatada and others 1987): V^(-1/β) = Σ V_i^(-1/β), here with β = 1/4, so that a slow lane
 * loses little on a slope and a fast road much.
 */
const LEVEL_KMH = 86.9;
const PER_RISE = 0.418;
const PER_FALL = 0.05;
const PER_BEND = 0.074;
const STEEPEST = 120;
const MOST_BENDS = 300;
const LEAST_KMH = 12;

/** `kmh` on level, straight road; `grade` is rise over length in the direction of travel, NaN where the height is not known. */
export function speedOn(kmh: number, grade: number, bendsPerKm: number): number {
  const slope = Number.isNaN(grade) ? 0 : Math.max(-STEEPEST, Math.min(STEEPEST, grade * 1000));
  const lost = slope > 0 ? slope * PER_RISE : -slope * PER_FALL;
  const shaped = Math.max(LEAST_KMH, LEVEL_KMH - lost - Math.min(MOST_BENDS, bendsPerKm) * PER_BEND);
  // Level and straight is `kmh` itself: of the road's shape only what it takes away counts.
  return kmh * ((1 + (kmh / LEVEL_KMH) ** 4) / (1 + (kmh / shaped) ** 4)) ** 0.25;
}
