/** Millimetres from the upper left corner of the page. */
interface Area {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

interface Measured extends Area {
  readonly kind: 'changed' | 'missing' | 'extra';
  readonly certainty: 'sure' | 'unsure';
}

/** A place that anyone who holds the sheet may know of. */
export interface ToldDifference extends Area {
  /** mixed: more than one kind of difference in one place. */
  readonly kind: Measured['kind'] | 'mixed';
  readonly certainty: Measured['certainty'];
}

/**
 * The grain of what is told, fixed on the page: two or three lines high, some fifteen characters wide. Finer, and whoever has a code and
 * an empty form could guess a number digit by digit, all of them at once; coarser, and nobody finds the place.
 */
const GRAIN_MM = { width: 70, height: 12 } as const;
/** Share of the page from which a sheet is another document, not this one with differences. */
const ANOTHER = 0.25;

/**
 * What the public is told of a sheet's differences: places in the page's grain, never edges, strengths or what was read. Null when it
 * differs so widely that only 'another document' is told.
 */
export function tellDifferences(
  differences: readonly Measured[],
  page: Pick<Area, 'widthMm' | 'heightMm'>,
): readonly ToldDifference[] | null {
  const columns = Math.ceil(page.widthMm / GRAIN_MM.width);
  const rows = Math.ceil(page.heightMm / GRAIN_MM.height);
  const grains = new Map<number, Measured[]>();
  for (const it of differences) {
    for (const at of grainsOf(it, columns, rows)) grains.set(at, [...(grains.get(at) ?? []), it]);
  }
  if (grains.size > columns * rows * ANOTHER) return null;
  return groups(new Set(grains.keys()), columns).map((group) => {
    const among = group.flatMap((at) => grains.get(at) ?? []);
    const [kind, ...others] = new Set(among.map((it) => it.kind));
    return {
      kind: kind === undefined || others.length > 0 ? 'mixed' : kind,
      certainty: among.some(({ certainty }) => certainty === 'sure') ? 'sure' : 'unsure',
      ...areaOf(group, columns, page),
    };
  });
}

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, Math.floor(value)));

function grainsOf({ leftMm, topMm, widthMm, heightMm }: Area, columns: number, rows: number): number[] {
  const [left, right] = [within(leftMm / GRAIN_MM.width, columns), within((leftMm + widthMm) / GRAIN_MM.width, columns)];
  const [top, bottom] = [within(topMm / GRAIN_MM.height, rows), within((topMm + heightMm) / GRAIN_MM.height, rows)];
  const found: number[] = [];
  for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) found.push(row * columns + column);
  return found;
}

/** Grains that lie side by side or one above the other are one place. */
function groups(grains: ReadonlySet<number>, columns: number): readonly (readonly number[])[] {
  const left = new Set(grains);
  const found: number[][] = [];
  for (const start of [...grains].sort((p, q) => p - q)) {
    if (!left.delete(start)) continue;
    const group = [start];
    for (const at of group) {
      const column = at % columns;
      const beside = [at - columns, at + columns, ...(column > 0 ? [at - 1] : []), ...(column < columns - 1 ? [at + 1] : [])];
      for (const next of beside) if (left.delete(next)) group.push(next);
    }
    found.push(group);
  }
  return found;
}

function areaOf(group: readonly number[], columns: number, page: Pick<Area, 'widthMm' | 'heightMm'>): Area {
  const [xs, ys] = [group.map((at) => at % columns), group.map((at) => Math.floor(at / columns))];
  const [left, top] = [Math.min(...xs) * GRAIN_MM.width, Math.min(...ys) * GRAIN_MM.height];
  return {
    leftMm: left,
    topMm: top,
    widthMm: Math.min(page.widthMm, (Math.max(...xs) + 1) * GRAIN_MM.width) - left,
    heightMm: Math.min(page.heightMm, (Math.max(...ys) + 1) * GRAIN_MM.height) - top,
  };
}
