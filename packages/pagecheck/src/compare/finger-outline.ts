/** A row of squares parallel to the sheet's edge; `to` is outside. */
export interface Row {
  readonly deep: number;
  readonly from: number;
  readonly to: number;
}

/** What bulges in from the edge, from there inwards, without holes. */
export interface Outline {
  readonly rows: readonly Row[];
}

/** A finger fills so much of the tightest line around it; squares make its edge rough. */
const SOLID = 0.88;
/** Its last part, a seventh of its depth, is so much narrower than its widest: tips are round, printed tints have corners. */
const TIP = 1 / 7;
const TIP_WIDTH = 0.85;
/** Shallower than this (in squares) there is no tip to tell. */
const LEAST_DEEP = 5;

/** Follows what hangs together with `base` inwards. Null when that has no finger's outline: too deep or wide, ragged, or with corners. */
export function outlineOf(
  base: Row,
  long: number,
  deepest: number,
  widest: number,
  isWarm: (deep: number, along: number) => boolean,
): Outline | null {
  const spans = new Map<number, { from: number; to: number }>();
  const seen = new Set<number>();
  const queue: number[] = [];
  const visit = (deep: number, along: number): void => {
    const key = deep * long + along;
    if (deep < base.deep || along < 0 || along >= long || seen.has(key) || !isWarm(deep, along)) return;
    seen.add(key);
    queue.push(key);
  };
  for (let along = base.from; along < base.to; along++) visit(base.deep, along);
  for (let next = 0; next < queue.length; next++) {
    const [deep, along] = [Math.floor((queue[next] as number) / long), (queue[next] as number) % long];
    const span = spans.get(deep);
    if (!span) spans.set(deep, { from: along, to: along + 1 });
    else [span.from, span.to] = [Math.min(span.from, along), Math.max(span.to, along + 1)];
    const { from, to } = spans.get(deep) as { from: number; to: number };
    if (deep > deepest || to - from > widest) return null;
    visit(deep + 1, along);
    visit(deep - 1, along);
    visit(deep, along + 1);
    visit(deep, along - 1);
  }
  const rows = [...spans].map(([deep, span]) => ({ deep, ...span })).sort((p, q) => p.deep - q.deep);
  return isFingerLike(rows) ? { rows } : null;
}

function isFingerLike(rows: readonly Row[]): boolean {
  if (rows.length < LEAST_DEEP) return false;
  const widths = rows.map(({ from, to }) => to - from);
  const area = widths.reduce((sum, width) => sum + width, 0);
  const tip = widths[Math.max(0, rows.length - 1 - Math.floor(rows.length * TIP))] as number;
  return area >= SOLID * hullArea(rows) && tip <= TIP_WIDTH * Math.max(...widths);
}

type Corner = readonly [number, number];

/** Of the convex hull of the rows' ends (A. M. Andrew's monotone chain, 1979). */
function hullArea(rows: readonly Row[]): number {
  const corners = rows.flatMap(({ deep, from, to }): Corner[] =>
    [from, to].flatMap((along) => [[along, deep] as const, [along, deep + 1] as const]),
  );
  const sorted = corners.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const hull = [...half(sorted), ...half([...sorted].reverse())];
  return (
    Math.abs(
      hull.reduce((sum, [x, y], i) => {
        const [u, v] = hull[(i + 1) % hull.length] as Corner;
        return sum + x * v - u * y;
      }, 0),
    ) / 2
  );
}

/** One side of the hull, without its last corner. */
function half(sorted: readonly Corner[]): Corner[] {
  const chain: Corner[] = [];
  for (const corner of sorted) {
    while (chain.length > 1 && turns(chain.at(-2) as Corner, chain.at(-1) as Corner, corner) <= 0) chain.pop();
    chain.push(corner);
  }
  return chain.slice(0, -1);
}

const turns = ([x, y]: Corner, [u, v]: Corner, [s, t]: Corner): number => (u - x) * (t - y) - (v - y) * (s - x);
