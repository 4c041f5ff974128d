import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CountyWish, makeCounty } from '../../corpus/county.ts';
import { verifyFeed } from '../../testing/verify-feed.ts';
import type { County } from '../model/county.ts';
import { writeReport } from '../report/write-report.ts';
import { makeTravel } from '../roads/make-travel.ts';
import { planRota } from '../rota/plan-rota.ts';
import { timetableByVillage } from './by-village.ts';
import { writeCalendars } from './calendars/write-calendars.ts';
import { figuresOf } from './figures/figures.ts';
import { writeGtfs } from './gtfs/write-gtfs.ts';
import { postersOf } from './posters/poster.ts';
import { writeTimetable } from './write-timetable.ts';

const wishes: fc.Arbitrary<CountyWish> = fc.record({
  villages: fc.integer({ min: 0, max: 9 }),
  vehicles: fc.integer({ min: 0, max: 2 }),
  kitchens: fc.integer({ min: 0, max: 1 }),
  drones: fc.integer({ min: 0, max: 1 }),
  lines: fc.integer({ min: 0, max: 2 }),
  days: fc.constantFrom(28, 30),
});

async function planned(county: County) {
  const ways = makeTravel(county, null);
  if (!ways.ok) throw new Error(ways.problems[0]?.words.en);
  const made = await planRota(county, ways.value.travel, { seed: 1, rounds: 20 });
  if (!made.ok) throw new Error(made.problems[0]?.words.en);
  return { county, calls: made.value.calls, plan: made.value.plan, way: ways.value.wayBetween };
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

test('whatever the county, every visit stands in all that is published, and what is missing is told', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 400 }), wishes, async (seed, wish) => {
      const { county, calls, plan, way } = await planned(makeCounty(seed, wish).county);
      const visits = plan.tours.flatMap(({ stops }) => stops).length + plan.lineDeliveries.length;
      const missing = plan.unserved.reduce((sum, each) => sum + each.visitsMissing, 0);

      const { coverage, waits } = figuresOf(county, calls, plan);
      expect([coverage.kept, coverage.promised]).toEqual([visits, visits + missing]);
      // No floor of the search is broken where every visit was placed: the figures, which know nothing of it, say the same.
      if (missing === 0) expect(waits.filter(({ broken }) => broken > 0)).toEqual([]);
      const timetables = timetableByVillage(county, calls, plan).flatMap(({ rounds }) => rounds);
      expect(timetables.reduce((sum, round) => sum + round.visits.length, 0)).toBe(visits);
      expect(text(writeTimetable(county, calls, plan)[0]?.bytes).split('\r\n').length).toBe(visits + 2);

      const [feed] = writeGtfs(county, plan, way);
      if (feed) expect(verifyFeed(feed.bytes)).toEqual([]);
      const all = text(writeCalendars(county, calls, plan, { at: new Date(0), revision: 0 })[0]?.bytes);
      expect(all.match(/BEGIN:VEVENT/g)?.length ?? 0).toBe(visits);
      // Residents read the same hours everywhere, on five minutes.
      expect(all.match(/DTSTART;TZID=[^:]*:\d{8}T\d{3}[05]00/g)?.length ?? 0).toBe(visits);
      expect(timetables.flatMap((round) => round.visits).filter(({ beginMinutes }) => beginMinutes % 5 !== 0)).toEqual([]);
      const whens = postersOf(county, calls, plan).flatMap(({ services }) => services.map((each) => each.whens));
      expect(whens.flat().reduce((sum, { dates }) => sum + (dates.match(/日/g)?.length ?? 0), 0)).toBe(datesTold(county, calls, plan));
      const page = text(writeReport(county, calls, plan, { way })[0]?.bytes);
      const data = JSON.parse(/id="data">(.*)<\/script>/.exec(page)?.[1] ?? '');
      expect(data.tours.length).toBe(plan.tours.length);
      const told = timetables.flatMap((round) => round.visits.map(({ beginMinutes, endMinutes }) => `${beginMinutes} ${endMinutes}`));
      expect([...toldOnPage(data)].sort()).toEqual(told.sort());
    }),
    { seed: 7, numRuns: 25 },
  );
});

/** The hours that the page tells residents, of vehicles and of lines. */
function toldOnPage({ tours, lineDeliveries }: { tours: unknown[][]; lineDeliveries: number[][] }): readonly string[] {
  const stops = tours.flatMap((tour) => tour[8] as number[][]);
  return [...stops.map(([, , , begin, end]) => `${begin} ${end}`), ...lineDeliveries.map(([, , , at]) => `${at} ${at}`)];
}

/** Dates on posters: those of one round at the same hours stand once. */
function datesTold(
  county: County,
  calls: Parameters<typeof timetableByVillage>[1],
  plan: Parameters<typeof timetableByVillage>[2],
): number {
  const told = timetableByVillage(county, calls, plan).flatMap(({ village, rounds }) =>
    rounds.flatMap(({ round, visits }) => visits.map((each) => [village, round, each.date, each.beginMinutes, each.endMinutes].join())),
  );
  return new Set(told).size;
}
