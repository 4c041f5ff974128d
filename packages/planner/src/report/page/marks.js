// Colours that stay apart for colour-blind eyes (after Okabe and Ito, darkened to stand on paper); dashes and numbers say the same without colour.

const COLOURS = ['#0060a0', '#b84a00', '#00694d', '#8f3a73', '#6b5600', '#3d3d3d', '#0b7285', '#7a2e1a'];
const DASHES = [[], [9, 4], [2.5, 3.5], [10, 3, 2, 3]];

export const colourOf = (vehicle) => COLOURS[Math.max(0, vehicle.id) % COLOURS.length];

export const dashOf = (vehicle) => DASHES[Math.floor(Math.max(0, vehicle.id) / COLOURS.length) % DASHES.length];

export const COVERAGE = {
  whole: { fill: '#1f6340', shape: 'circle' },
  partly: { fill: '#b06a00', shape: 'triangle' },
  none: { fill: '#a61c1c', shape: 'cross' },
  unasked: { fill: '#8a7f70', shape: 'ring' },
};

/** Points of a mark around 0, 0 for shapes that are polygons. */
export function outlineOf(shape, r) {
  if (shape === 'triangle') return [0, -1.25 * r, 1.15 * r, 0.85 * r, -1.15 * r, 0.85 * r];
  if (shape === 'square') return [-r, -r, r, -r, r, r, -r, r];
  const [a, b] = [0.38 * r, 1.1 * r];
  return [-a, -b, a, -b, a, -a, b, -a, b, a, a, a, a, b, -a, b, -a, a, -b, a, -b, -a, -a, -a];
}
