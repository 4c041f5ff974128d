import { arrange, pillWidth } from './arrange.js';
import { svg } from './dom.js';
import { outlineOf } from './marks.js';

// A scene as SVG, for paper.

const n = (value) => Math.round(value * 10) / 10;

function dOf(lines, toScreen) {
  return lines
    .map((line) => {
      const points = [];
      for (let at = 0; at < line.length; at += 2)
        points.push(
          toScreen(line[at], line[at + 1])
            .map(n)
            .join(' '),
        );
      return `M${points.join('L')}`;
    })
    .join('');
}

const stroke = (d, colour, width, more = {}) =>
  svg('path', { d, fill: 'none', stroke: colour, 'stroke-width': width, 'stroke-linejoin': 'round', ...more });

const words = (text, x, y, more = {}) => svg('text', { x: n(x), y: n(y), 'font-size': 13, fill: '#211c17', ...more }, text);

/** What is the same on every day: drawn once, used by each map. */
export const svgGround = (scene, view, id) =>
  svg(
    'g',
    { id },
    scene.roads.map(({ lines, width }) => stroke(dOf(lines, screenOf(view)), '#cfc5b4', width)),
    scene.lines.length > 0 && stroke(dOf(scene.lines, screenOf(view)), '#9a8f80', 1.5, { 'stroke-dasharray': '1.5 4' }),
  );

const screenOf = (view) => (x, y) => [x * view.scale + view.x, y * view.scale + view.y];

/** An SVG of the scene on a ground; texts are about as wide as their characters. */
export function svgOf(scene, view, width, height, ground) {
  const toScreen = screenOf(view);
  const widthOf = (text) => [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 13 : 7.2), 0);
  const { pilled, labels, inView } = arrange(scene, toScreen, widthOf, width, height);
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img' },
    ground,
    scene.routes.map(({ lines, colour, dash }) =>
      stroke(dOf(lines, toScreen), colour, 3, { 'stroke-dasharray': dash.join(' ') || undefined }),
    ),
    scene.closures.map(({ at }) => {
      const [x, y] = toScreen(...at);
      return svg(
        'g',
        {},
        svg('circle', { cx: n(x), cy: n(y), r: 9, fill: '#a61c1c' }),
        svg('rect', { x: n(x - 6), y: n(y - 2), width: 12, height: 4, fill: '#fff' }),
      );
    }),
    scene.depots.map(({ at }) => {
      const [x, y] = toScreen(...at);
      return svg('rect', { x: n(x - 7), y: n(y - 7), width: 14, height: 14 });
    }),
    inView.map(({ mark, x, y }) =>
      mark.pills.length > 0 ? svgStop(mark, x, y, pilled.has(mark) ? widthOf : null) : svgVillage(mark, x, y),
    ),
    labels.map(({ text, x, y }) => words(text, x, y, { stroke: '#fff', 'stroke-width': 3, 'paint-order': 'stroke' })),
  );
}

function svgStop({ pills }, x, y, widthOf) {
  if (!widthOf) return svg('circle', { cx: n(x), cy: n(y), r: 4.5, fill: pills[0].colour, stroke: '#fff' });
  let left = x - pillWidth(pills, widthOf) / 2;
  return pills.map(({ text, colour }) => {
    const width = widthOf(text) + 12;
    const at = left;
    left += width;
    const look = { fill: colour, stroke: '#fff' };
    return svg(
      'g',
      {},
      svg('rect', { x: n(at), y: n(y - 10), width: n(width), height: 20, rx: 10, ...look }),
      words(text, at + 6, y + 4.5, { fill: '#fff' }),
    );
  });
}

function svgVillage({ shape, size, fill, isQuiet }, x, y) {
  const r = isQuiet ? Math.min(size, 4) : size;
  const isHollow = isQuiet || shape === 'ring';
  const look = { fill: isHollow ? '#fff' : fill, stroke: isHollow ? fill : '#fff', 'stroke-width': 1.5 };
  if (shape === 'circle' || shape === 'ring') return svg('circle', { cx: n(x), cy: n(y), r: n(r), ...look });
  const points = outlineOf(shape, r).map((value, at) => n(value + (at % 2 === 0 ? x : y)));
  return svg('polygon', { points: points.join(' '), ...look });
}
