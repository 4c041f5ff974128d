/** A bell's tails beyond this many deviations are left out. */
const REACH = 3;

/** Blurred by a bell of this deviation, pixels, in both directions; beyond the square's edges its last pixels go on. */
export function softened(square: Float32Array, size: number, deviationPx: number): Float32Array {
  const half = Math.ceil(REACH * deviationPx);
  const bell = Float32Array.from({ length: 2 * half + 1 }, (_, i) => Math.exp(-((i - half) ** 2) / (2 * deviationPx ** 2)));
  const whole = bell.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < bell.length; i++) bell[i] = (bell[i] as number) / whole;
  return along(along(square, size, bell, half, 1), size, bell, half, size);
}

/** Along rows (a step of 1) or columns (a step of a row). */
function along(square: Float32Array, size: number, bell: Float32Array, half: number, step: number): Float32Array {
  const out = new Float32Array(square.length);
  const across = step === 1 ? size : 1;
  for (let line = 0; line < size; line++) {
    const from = line * across;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let k = -half; k <= half; k++) {
        const j = i + k < 0 ? 0 : i + k >= size ? size - 1 : i + k;
        sum += (bell[k + half] as number) * (square[from + j * step] as number);
      }
      out[from + i * step] = sum;
    }
  }
  return out;
}
