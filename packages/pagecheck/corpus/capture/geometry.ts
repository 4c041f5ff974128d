/** Nine numbers, row by row; the last is 1. */
export type Projection = readonly [number, number, number, number, number, number, number, number, number];
export type Spot = readonly [x: number, y: number];

/** The projection that takes four spots to four others: eight equations, by elimination. */
export function projectionOf(from: readonly Spot[], to: readonly Spot[]): Projection {
  const rows: number[][] = from.flatMap(([x, y], i) => {
    const [u, v] = to[i] as Spot;
    return [
      [x, y, 1, 0, 0, 0, -x * u, -y * u, u],
      [0, 0, 0, x, y, 1, -x * v, -y * v, v],
    ];
  });
  for (let column = 0; column < 8; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column] as number) > Math.abs(best[column] as number) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const times = (row[column] as number) / (pivot[column] as number);
      for (let i = column; i < 9; i++) row[i] = (row[i] as number) - times * (pivot[i] as number);
    }
  }
  const solved = rows.map((row, i) => (row[8] as number) / (row[i] as number));
  return [...solved, 1] as unknown as Projection;
}

export function project([a, b, c, d, e, f, g, h, i]: Projection, x: number, y: number): [number, number] {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}
