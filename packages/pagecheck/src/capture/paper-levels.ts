import type { Plane } from './image.ts';

/** Side of the cells whose brightest parts stand for bare paper. */
const CELL_PX = 40;

/** How bright bare paper is, or would be, at each pixel of a row: uneven light and shadows with soft edges, without the print. */
export function paperRows(plane: Plane): (y: number) => Float64Array {
  const ground = smoothed(paperLevels(plane));
  return (y) => levelsAlong(ground, y, plane.width);
}

interface Levels {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** The 90th percentile of each cell. */
function paperLevels({ width, height, data }: Plane): Levels {
  const [columns, rows] = [Math.ceil(width / CELL_PX), Math.ceil(height / CELL_PX)];
  const values = new Float64Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      let n = 0;
      for (let y = row * CELL_PX; y < Math.min(height, (row + 1) * CELL_PX); y++) {
        for (let x = column * CELL_PX; x < Math.min(width, (column + 1) * CELL_PX); x++, n++) {
          const value = data[y * width + x] as number;
          counts[value] = (counts[value] as number) + 1;
        }
      }
      let value = 255;
      for (let above = counts[255] as number; above < n * 0.1 && value > 0; ) above += counts[--value] as number;
      values[row * columns + column] = value;
    }
  }
  return { columns, rows, values };
}

/** The median of a cell and its neighbours: a dark picture or a black bar does not pass for dark paper. */
function smoothed({ columns, rows, values }: Levels): Levels {
  const smooth = values.map((_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const around: number[] = [];
    for (let y = Math.max(0, row - 2); y <= Math.min(rows - 1, row + 2); y++) {
      for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x++) around.push(values[y * columns + x] as number);
    }
    return around.sort((p, q) => p - q)[around.length >> 1] as number;
  });
  return { columns, rows, values: smooth };
}

/** Between the cells' middles, for one row of pixels. */
function levelsAlong({ columns, rows, values }: Levels, y: number, width: number): Float64Array {
  const v = Math.max(0, Math.min(rows - 1, y / CELL_PX - 0.5));
  const upper = Math.floor(v) * columns;
  const lower = Math.min(rows - 1, Math.floor(v) + 1) * columns;
  const fv = v - Math.floor(v);
  const levels = new Float64Array(width);
  for (let x = 0; x < width; x++) {
    const u = Math.max(0, Math.min(columns - 1, x / CELL_PX - 0.5));
    const c = Math.floor(u);
    const c1 = Math.min(columns - 1, c + 1);
    const left = (values[upper + c] as number) * (1 - fv) + (values[lower + c] as number) * fv;
    const right = (values[upper + c1] as number) * (1 - fv) + (values[lower + c1] as number) * fv;
    levels[x] = left + (right - left) * (u - c);
  }
  return levels;
}
