import type { County, Service, Village } from '../model/county.ts';
import type { Outcome, PlannerProblem } from '../model/words.ts';
import { checkPlaces } from './check-places.ts';
import type { Intake } from './context.ts';
import type { Report } from './headers.ts';
import { readPlacesAs } from './places.ts';
import { problem } from './problem.ts';
import { readClosures, readNoFlyZones, readWeather } from './read-hindrances.ts';
import { readLines, readRides } from './read-lines.ts';
import { readServices } from './read-services.ts';
import { readSettings, type Settings } from './read-settings.ts';
import { type CountyFile, readTables } from './read-tables.ts';
import { readDepots, readVehicles } from './read-vehicles.ts';
import { readVillages } from './read-villages.ts';
import type { Row } from './row.ts';
import { TABLES } from './table.ts';

/**
 * A county from its files: `county`, `villages`, `services`, `depots`, `vehicles`, and where there are any `lines`, `line-stops`,
 * `wishes`, `closures`, `no-fly`, `weather`; each a CSV or GeoJSON file or a sheet of an XLSX, its columns in Chinese or English.
 * Nothing is thrown: all problems of all files come at once, each with its file, row and column. Coordinates leave as WGS-84.
 */
export async function readCounty(files: readonly CountyFile[]): Promise<Outcome<County>> {
  const report: Report = { problems: [], warnings: [] };
  const tables = await readTables(files, report);
  const settings = readSettings(tables.county, report);
  for (const name of ['villages', 'services', 'depots', 'vehicles'] as const) {
    if (tables[name] && tables[name].rows.length > 0) continue;
    const zh = TABLES[name].find((it) => /\p{Script=Han}/u.test(it)) ?? name;
    report.problems.push(
      problem('plan/missing-table', name, `缺少 ${name}（${zh}）表，或表里没有内容。`, `The table ${name} is missing or empty.`),
    );
  }
  const intake: Intake = { tables, report, places: readPlacesAs(settings.crs, settings.isCrsTold) };
  const [villages, depots, services] = [readVillages(intake), readDepots(intake), readServices(intake)];
  const byId = new Map(villages.map(({ village }) => [village.id, village]));
  const county: County = {
    name: settings.name,
    timeZone: settings.timeZone,
    horizon: settings.horizon,
    villages: villages.map(({ village }) => village),
    services: services.map(({ service }) => service),
    depots: depots.map(({ depot }) => depot),
    vehicles: readVehicles(intake, new Set(depots.map(({ depot }) => depot.id))),
    lines: readLines(intake, byId),
    closures: readClosures(intake),
    noFlyZones: readNoFlyZones(intake),
    weather: readWeather(intake),
    policy: settings.policy,
    ...noticesOf(settings, villages, services),
    ...(tables.rides ? { rides: readRides(intake, byId) } : {}),
  };
  const placed = [
    ...villages.map(({ village, row, isPlaced }) => ({ ...village, row, isPlaced })),
    ...depots.map(({ depot, row, isPlaced }) => ({ ...depot, row, isPlaced })),
  ];
  checkPlaces(
    placed.filter((it) => it.isPlaced),
    settings.box,
  );
  for (const { village, row } of villages) checkNeeds(Object.keys(village.needs), row, county.services);
  for (const { service, row } of services) checkShares(service, row, county);
  const { problems, warnings } = report;
  if (problems.length === 0) return { ok: true, value: county, warnings };
  // What was passed over is often the very thing that is missing, under a name with a typo.
  return { ok: false, problems: firstOf([...problems, ...warnings.filter(({ code }) => code.startsWith('plan/unknown-'))]) };
}

/** Nobody reads further; one wrong column of a long table is wrong in every row. */
const MOST_PROBLEMS = 1000;

function firstOf(problems: readonly PlannerProblem[]): readonly PlannerProblem[] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const more = problems.length - MOST_PROBLEMS;
  const [zh, en] = [`还有 ${more} 处没有列出；请先改上面的。`, `${more} more are not listed; correct those above first.`];
  return [...problems.slice(0, MOST_PROBLEMS), problem('plan/more-problems', `${more}`, zh, en)];
}

/** What posters and calendars say beside the times; nothing at all where the tables say nothing. */
function noticesOf(
  { notices }: Settings,
  villages: readonly { readonly village: Village; readonly row: Row }[],
  services: readonly { readonly service: Service; readonly row: Row }[],
): Pick<County, 'notices'> {
  const bring = Object.fromEntries(
    services.flatMap(({ service, row }) => (row.text('bring') === '' ? [] : [[service.id, row.text('bring')]])),
  );
  const meetAt = Object.fromEntries(
    villages.flatMap(({ village, row }) => (row.text('meetAt') === '' ? [] : [[village.id, row.text('meetAt')]])),
  );
  const all = {
    ...notices,
    ...(Object.keys(bring).length > 0 ? { bring } : {}),
    ...(Object.keys(meetAt).length > 0 ? { meetAt } : {}),
  };
  return Object.keys(all).length > 0 ? { notices: all } : {};
}

function checkNeeds(needs: readonly string[], row: Row, services: readonly Service[]): void {
  for (const need of needs) {
    if (!services.some((it) => it.id === need))
      row.tell('plan/unknown-service', `need:${need}`, `服务表里没有“${need}”。`, `There is no service “${need}” in the table services.`);
  }
}

/** A share of a group that no village has is a typo more often than not: nobody would come, and nobody would notice. */
function checkShares(service: Service, row: Row, { villages }: County): void {
  const groups = new Set(villages.flatMap(({ residents }) => Object.keys(residents)));
  for (const group of Object.keys(service.shares)) {
    if (group === 'all' || groups.has(group) || groups.size === 0) continue;
    row.tell(
      'plan/unknown-group',
      `share:${group}`,
      `没有一个村有“${group}”这个年龄段；村庄表里有：${[...groups].join('、')}。`,
      `No village has the age group “${group}”; the villages have: ${[...groups].join(', ')}.`,
    );
  }
}
