/** A named table, wherever it came from: a CSV file, a sheet, the features of a GeoJSON file. */
export interface Table {
  readonly name: TableName;
  /** For people: `villages.csv`, `county.xlsx [村庄]`. */
  readonly file: string;
  readonly header: readonly string[];
  /** `number` as the spreadsheet shows it; a GeoJSON file counts its features from 1. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
  /** What a GeoJSON file declares for itself. */
  readonly crs?: string;
}

/** The first of each is what the documentation uses. */
export const TABLES = {
  county: ['county', 'settings', '县', '设置', '县情'],
  villages: ['villages', 'village', '村', '村庄', '村社', '行政村'],
  services: ['services', 'service', '服务', '服务项目', '项目'],
  depots: ['depots', 'depot', '站点', '驻地', '车场', '车站'],
  vehicles: ['vehicles', 'vehicle', '车辆', '车', '运力'],
  lines: ['lines', 'line', '线路', '公交线路', '客货邮', '客货邮线路'],
  'line-stops': ['line-stops', 'line_stops', 'stops', '线路站点', '停靠站', '停靠点'],
  rides: ['rides', 'rides-on-request', '预约出行', '约车'],
  wishes: ['wishes', 'wish', '意愿', '希望'],
  closures: ['closures', 'closure', '封路', '道路封闭', '断路'],
  'no-fly': ['no-fly', 'nofly', 'no_fly', 'no-fly-zones', '禁飞区', '禁飞'],
  weather: ['weather', '天气', '气象'],
} as const;
export type TableName = keyof typeof TABLES;

/** Which table a file or a sheet is, by its name; `3-villages`, `村庄（2026）` and `Villages` will do. */
export function tableNamed(name: string): TableName | null {
  const bare = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)/g, '')
    .replace(/^[\d\s._-]+|[\d\s._-]+$/g, '')
    .trim();
  for (const [table, names] of Object.entries(TABLES)) if ((names as readonly string[]).includes(bare)) return table as TableName;
  return null;
}

/** No table of a county has so many; a file with more is another kind of file. */
const MOST_COLUMNS = 1000;

/** Splits cells into a header and its rows; null when nothing is there. Rows without content are left out. Throws for a header that is no header. */
export function tableOf(name: TableName, file: string, cells: readonly (readonly string[])[]): Table | null {
  const named = cells.findIndex((row) => row.some((cell) => cell.trim() !== ''));
  if (named < 0) return null;
  const header = (cells[named] ?? []).map((cell) => cell.trim());
  if (header.length > MOST_COLUMNS) throw new Error(`> ${MOST_COLUMNS} 列 / columns`);
  const rows = cells.flatMap((row, index) =>
    index <= named || row.every((cell) => cell.trim() === '')
      ? []
      : [{ number: index + 1, cells: header.map((_, column) => (row[column] ?? '').trim()) }],
  );
  return { name, file, header, rows };
}
