import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessOf, type Decay, LUO_QI_STEPS } from './access.ts';
import { compareSiting } from './compare-siting.ts';
import { describeSiting } from './describe-siting.ts';
import { inequalityOf } from './inequality.ts';

/** Three villages of 100, 200 and 300 people; two sites with 6 and 12 doctor hours. */
const ground = { minutes: Float64Array.from([5, 25, 15, 12, 40, 8]), people: [100, 200, 300], candidates: 2 };
const supply = [6, 12];

describe('two-step floating catchment areas, worked out by hand', () => {
  test('even weights within 20 minutes', () => {
    // Site 0 serves villages 0 and 1: 6 / 300 = 0.02. Site 1 serves 1 and 2: 12 / 500 = 0.024.
    const { ofSite, ofPlace } = accessOf(ground, supply, { kind: 'even', withinMinutes: 20 });
    expect([...ofSite]).toEqual([0.02, 0.024]);
    expect([...ofPlace].map((value) => value.toFixed(6))).toEqual(['0.020000', '0.044000', '0.024000']);
  });

  test('enhanced, with the weights of Luo and Qi', () => {
    // Site 0: 6 / (100 × 1 + 200 × 0.42) = 6 / 184. Site 1: 12 / (100 × 0.09 + 200 × 0.42 + 300 × 1) = 12 / 393.
    const [first, second] = [6 / 184, 12 / 393];
    const { ofSite, ofPlace } = accessOf(ground, supply, LUO_QI_STEPS);
    expect(ofSite[0]).toBeCloseTo(first, 12);
    expect(ofSite[1]).toBeCloseTo(second, 12);
    expect(ofPlace[0]).toBeCloseTo(first + 0.09 * second, 12);
    expect(ofPlace[1]).toBeCloseTo(0.42 * first + 0.42 * second, 12);
    expect(ofPlace[2]).toBeCloseTo(second, 12);
  });

  test('what all places have adds up to the supply that someone reaches', () => {
    const decays: Decay[] = [{ kind: 'even', withinMinutes: 30 }, LUO_QI_STEPS, { kind: 'gaussian', withinMinutes: 30 }];
    const cases = fc.record({
      minutes: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 20, maxLength: 20 }),
      people: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 5, maxLength: 5 }),
      supply: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }),
      decay: fc.constantFrom(...decays),
    });
    fc.assert(
      fc.property(cases, ({ minutes, people, supply: offered, decay }) => {
        const { ofPlace, ofSite } = accessOf({ minutes: Float64Array.from(minutes), people, candidates: 4 }, offered, decay);
        const had = people.reduce((sum, count, place) => sum + count * (ofPlace[place] ?? 0), 0);
        const reached = offered.reduce((sum, amount, site) => sum + ((ofSite[site] ?? 0) > 0 ? amount : 0), 0);
        expect(had).toBeCloseTo(reached, 6);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('Gini', () => {
  test('is 0 when all have the same, and when nobody has anything', () => {
    expect(inequalityOf([2, 2, 2], [10, 20, 30]).gini).toBeCloseTo(0, 12);
    expect(inequalityOf([0, 0], [10, 20]).gini).toBe(0);
    expect(inequalityOf([], []).gini).toBe(0);
  });

  test('of one in four who has all is three quarters', () => {
    const { gini, lorenz } = inequalityOf([0, 8], [3, 1]);
    expect(gini).toBeCloseTo(0.75, 12);
    expect(lorenz).toEqual([
      { people: 0, share: 0 },
      { people: 0.75, share: 0 },
      { people: 1, share: 1 },
    ]);
  });

  test('is half the mean difference between two people, over the mean', () => {
    const [amounts, people] = [
      [1, 4, 6],
      [2, 1, 3],
    ];
    const each = amounts.flatMap((amount, place) => Array<number>(people[place] ?? 0).fill(amount));
    const mean = each.reduce((a, b) => a + b) / each.length;
    const differences = each.flatMap((a) => each.map((b) => Math.abs(a - b)));
    const expected = differences.reduce((a, b) => a + b) / differences.length / 2 / mean;
    expect(inequalityOf(amounts, people).gini).toBeCloseTo(expected, 12);
  });
});

test('figures of a choice count people, not places', () => {
  const figures = describeSiting(ground, [0], { decay: { kind: 'even', withinMinutes: 20 }, thresholds: [5, 15, 60] });
  expect(figures).toMatchObject({ people: 600, peopleWithoutSite: 0, medianMinutes: 15, p90Minutes: 40, worstMinutes: 40, load: [600] });
  expect(figures.meanMinutes).toBeCloseTo((100 * 5 + 200 * 15 + 300 * 40) / 600, 12);
  expect(figures.coverage.map(({ part }) => part)).toEqual([100 / 600, 300 / 600, 1]);
  expect(figures.places.map(({ site, minutes }) => [site, minutes])).toEqual([
    [0, 5],
    [0, 15],
    [0, 40],
  ]);
});

test('people who reach nothing are counted apart', () => {
  const cut = { ...ground, minutes: Float64Array.from([5, 25, Infinity, 12, 40, 8]) };
  const figures = describeSiting(cut, [0], { decay: LUO_QI_STEPS, thresholds: [60] });
  expect(figures.peopleWithoutSite).toBe(200);
  expect(figures.places[1]).toEqual({ site: null, minutes: Infinity, access: 0 });
  expect(figures.coverage[0]?.part).toBeCloseTo(400 / 600, 12);
});

test('as people move, doing nothing and moving the site are told apart', () => {
  const view = { decay: LUO_QI_STEPS, thresholds: [15] };
  const { before, unchanged, after, opened, closed, peopleNearer, peopleFarther } = compareSiting(
    ground,
    [0],
    { people: [10, 50, 540], open: [1] },
    view,
  );
  expect([opened, closed]).toEqual([[1], [0]]);
  expect(before.people).toBe(600);
  expect(unchanged.coverage[0]?.part).toBeCloseTo(60 / 600, 12);
  expect(after.coverage[0]?.part).toBeCloseTo(590 / 600, 12);
  expect([peopleNearer, peopleFarther]).toEqual([590, 10]);
});
