import { makeCounty } from '../../corpus/county.ts';
import { chooseMaxCoverage, choosePMedian, chooseSetCover, groundOfCounty, type Outcome, type SitingChoice } from '../../src/mod.ts';

const WITHIN_MINUTES = 20;

/** Exact siting over made-up counties, by straight lines: seconds (wall, the solver's thread and its start included), status and gap. */
export async function benchSiting(seconds: number): Promise<object> {
  const figures: Record<string, object> = {};
  for (const [villages, sites] of [
    [145, 12],
    [649, 60],
  ] as const) {
    const { county } = makeCounty(1, { villages });
    const outcome = groundOfCounty(county, null);
    if (!outcome.ok) throw new Error(outcome.problems[0]?.words.en);
    const { ground } = outcome.value;
    const questions: Record<string, () => Promise<Outcome<SitingChoice>>> = {
      'p-median': () => choosePMedian(ground, sites, { seconds }),
      coverage: () => chooseMaxCoverage(ground, sites, WITHIN_MINUTES, { seconds }),
      'set cover': () => chooseSetCover(ground, WITHIN_MINUTES, { seconds }),
    };
    for (const [name, ask] of Object.entries(questions)) {
      const start = performance.now();
      const choice = await ask();
      if (!choice.ok) throw new Error(choice.problems[0]?.words.en);
      const took = (performance.now() - start) / 1000;
      const { objective, proof } = choice.value;
      console.log(
        `${name}, ${villages} villages, ${sites} sites: ${took.toFixed(1)} s, ${proof.status}, gap ${(proof.gap * 100).toFixed(2)} %, ${Math.round(objective)}`,
      );
      figures[`${name} ${villages}`] = { seconds: took, status: proof.status, gap: proof.gap };
    }
  }
  return figures;
}
