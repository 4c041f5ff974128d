import { arrange, pillWidth } from './arrange.js';
import { outlineOf } from './marks.js';

// A scene on a canvas, for the screen.

/** On a phone marks and names are smaller. */
const fontOf = (width) =>
  `${width < 600 ? 11 : 13}px "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif`;
export const PAPER = '#f6f1e7';
const PATHS = new WeakMap();

/** All lines of a list as one path, made once. */
function pathOf(lines) {
  const known = PATHS.get(lines);
  if (known) return known;
  const path = new Path2D();
  for (const line of lines) {
    path.moveTo(line[0], line[1]);
    for (let at = 2; at < line.length; at += 2) path.lineTo(line[at], line[at + 1]);
  }
  PATHS.set(lines, path);
  return path;
}

/** `view` is { scale, x, y }: pixels are map units times scale plus x, y. */
export function paintCanvas(context, scene, view, width, height, ratio) {
  const { scale, x, y } = view;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  const stroke = (lines, colour, pixels, dash = []) => {
    context.strokeStyle = colour;
    context.lineWidth = pixels / scale;
    context.setLineDash(dash.map((each) => each / scale));
    context.stroke(pathOf(lines));
  };
  context.lineJoin = 'bevel';
  context.lineCap = 'butt';
  context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * x, ratio * y);
  for (const { lines, width: pixels } of scene.roads) stroke(lines, '#d9cfbd', pixels + 0.6);
  stroke(scene.lines, '#9a8f80', 1.6, [1.5, 4]);
  stroke(scene.ways, '#8ba3c0', 1.4);
  for (const { lines, colour, dash, isFaint } of scene.routes) {
    context.globalAlpha = isFaint ? 0.15 : 1;
    if (!isFaint) stroke(lines, PAPER, 6);
    stroke(lines, colour, 3.2, dash);
  }
  context.globalAlpha = 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.setLineDash([]);
  context.font = fontOf(width);
  const toScreen = (px, py) => [px * scale + x, py * scale + y];
  paintSigns(context, scene, toScreen);
  const widthOf = (text) => measured(context, text);
  const { pilled, labels, inView } = arrange(scene, toScreen, widthOf, width, height);
  for (const { mark, x: mx, y: my } of inView) paintMark(context, mark, mx, my, pilled.has(mark) ? widthOf : null);
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = 'rgb(251 248 243 / 0.9)';
  for (const { text, x: left, y: base, isQuiet } of labels) {
    context.fillStyle = isQuiet ? '#5f564b' : '#211c17';
    context.strokeText(text, left, base);
    context.fillText(text, left, base);
  }
}

const WIDTHS = new Map();

function measured(context, text) {
  const key = context.font + text;
  if (!WIDTHS.has(key)) WIDTHS.set(key, context.measureText(text).width);
  return WIDTHS.get(key);
}

function polygon(context, points, x, y) {
  context.beginPath();
  for (let at = 0; at < points.length; at += 2) context.lineTo(x + points[at], y + points[at + 1]);
  context.closePath();
}

function paintSigns(context, scene, toScreen) {
  for (const { at } of scene.closures) {
    const [x, y] = toScreen(...at);
    context.beginPath();
    context.arc(x, y, 9, 0, 7);
    context.fillStyle = '#a61c1c';
    context.fill();
    context.fillStyle = '#fff';
    context.fillRect(x - 6, y - 2, 12, 4);
  }
  for (const { at } of scene.depots) {
    const [x, y] = toScreen(...at);
    polygon(context, outlineOf('square', 7), x, y);
    context.fillStyle = '#211c17';
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = '#fff';
    context.stroke();
  }
}

/** `widthOf` is null where there is no room for numbers: a dot in the vehicle's colour stands for them. */
function paintMark(context, { shape, size, fill, isQuiet, isChosen, pills }, x, y, widthOf) {
  if (pills.length > 0 && !widthOf) {
    context.beginPath();
    context.arc(x, y, 4.5, 0, 7);
    context.fillStyle = pills[0].colour;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = '#fff';
    context.stroke();
  } else if (pills.length > 0) {
    let left = x - pillWidth(pills, widthOf) / 2;
    const half = context.font.startsWith('11') ? 8 : 10;
    for (const { text, colour } of pills) {
      const w = widthOf(text) + 12;
      context.beginPath();
      context.roundRect(left, y - half, w, 2 * half, half);
      context.fillStyle = colour;
      context.fill();
      context.lineWidth = 1.5;
      context.strokeStyle = '#fff';
      context.stroke();
      context.fillStyle = '#fff';
      context.fillText(text, left + 6, y + 4.5);
      left += w;
    }
  } else {
    const r = isQuiet ? Math.min(size, 5) : size;
    if (shape === 'circle' || shape === 'ring') {
      context.beginPath();
      context.arc(x, y, r, 0, 7);
    } else polygon(context, outlineOf(shape, r), x, y);
    context.fillStyle = isQuiet || shape === 'ring' ? '#fff' : fill;
    context.globalAlpha = isQuiet || shape === 'ring' ? 1 : 0.85;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.strokeStyle = isQuiet || shape === 'ring' ? fill : '#fff';
    context.stroke();
  }
  if (!isChosen) return;
  context.beginPath();
  context.arc(x, y, Math.max(size, 12) + 5, 0, 7);
  context.lineWidth = 3;
  context.strokeStyle = '#1d4e89';
  context.stroke();
}
