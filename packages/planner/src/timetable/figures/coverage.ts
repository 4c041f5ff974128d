import type { Call } from '../../model/call.ts';
import type { County } from '../../model/county.ts';
import type { Visit } from '../visits.ts';

export interface CoverageFigures {
  readonly promised: number;
  readonly kept: number;
  readonly rounds: readonly { readonly round: string; readonly promised: number; readonly kept: number }[];
  /** `whole`: every promised visit is kept; `partly`: some; `none`: no visit at all though promised; `unasked`: nothing was promised. */
  readonly villages: Readonly<Record<VillageCoverage, number>>;
  readonly coverageOf: ReadonlyMap<string, VillageCoverage>;
  /** By age group, in the order in which the county names them: all residents, those whose village somebody comes to, those with every visit kept. */
  readonly residents: readonly { readonly group: string; readonly all: number; readonly reached: number; readonly whole: number }[];
}

export type VillageCoverage = 'whole' | 'partly' | 'none' | 'unasked';

export function coverageFigures(county: County, calls: readonly Call[], visits: readonly Visit[]): CoverageFigures {
  const counts = new Map<string, number>();
  for (const { call } of visits) counts.set(call, (counts.get(call) ?? 0) + 1);
  // A visit too many in one place mends no visit too few in another.
  const kept = (call: Call): number => Math.min(call.visits, counts.get(call.id) ?? 0);
  const rounds = [...Map.groupBy(calls, ({ round }) => round)].map(([round, of]) => ({
    round,
    promised: of.reduce((sum, call) => sum + call.visits, 0),
    kept: of.reduce((sum, call) => sum + kept(call), 0),
  }));
  const byVillage = Map.groupBy(calls, ({ village }) => village);
  const coverageOf = new Map<string, VillageCoverage>();
  const villages = { whole: 0, partly: 0, none: 0, unasked: 0 };
  for (const { id } of county.villages) {
    const asked = (byVillage.get(id) ?? []).filter((call) => call.visits > 0);
    const coverage = coverageBy(
      asked.length,
      asked.filter((call) => kept(call) >= call.visits).length,
      asked.some((call) => kept(call) > 0),
    );
    coverageOf.set(id, coverage);
    villages[coverage] += 1;
  }
  return {
    promised: rounds.reduce((sum, round) => sum + round.promised, 0),
    kept: rounds.reduce((sum, round) => sum + round.kept, 0),
    rounds,
    villages,
    coverageOf,
    residents: residentsReached(county, coverageOf),
  };
}

function coverageBy(asked: number, whole: number, isReached: boolean): VillageCoverage {
  if (asked === 0) return 'unasked';
  if (whole === asked) return 'whole';
  return isReached ? 'partly' : 'none';
}

function residentsReached(county: County, coverageOf: ReadonlyMap<string, VillageCoverage>): CoverageFigures['residents'] {
  const groups = new Map<string, { all: number; reached: number; whole: number }>();
  for (const { id, residents } of county.villages) {
    const coverage = coverageOf.get(id);
    for (const [group, count] of Object.entries(residents)) {
      const sums = groups.get(group) ?? { all: 0, reached: 0, whole: 0 };
      groups.set(group, sums);
      sums.all += count;
      if (coverage === 'whole' || coverage === 'partly') sums.reached += count;
      if (coverage === 'whole') sums.whole += count;
    }
  }
  return [...groups].map(([group, sums]) => ({ group, ...sums }));
}
