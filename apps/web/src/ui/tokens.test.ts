import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
const colours = (source: string): Record<string, string> =>
  Object.fromEntries([...source.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: readonly (readonly [text: string, ground: string])[] = [
  ...['paper', 'sheet', 'wash', 'seal-wash', 'good-wash', 'wait-wash', 'bad-wash'].map((ground) => ['ink', ground] as const),
  ...['paper', 'sheet', 'wash'].flatMap((ground) => [['ink-soft', ground] as const, ['link', ground] as const]),
  ...['good', 'wait', 'bad'].map((tone) => [tone, `${tone}-wash`] as const),
  ['on-seal', 'seal'],
  ['seal-deep', 'sheet'],
  ['seal-deep', 'paper'],
  ['seal-deep', 'seal-wash'],
  ['bad', 'sheet'],
];

describe.each([
  ['light', colours(light)],
  ['dark', { ...colours(light), ...colours(dark) }],
])('the colours, %s', (_scheme, palette) => {
  it.each(TEXT)('%s can be read on %s', (text, ground) => {
    expect(contrast(palette[text] ?? '#000000', palette[ground] ?? '#000000')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['line-strong', 'focus'])('%s can be seen on paper and sheet', (edge) => {
    for (const ground of ['paper', 'sheet']) expect(contrast(palette[edge] ?? '', palette[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});
