import { expect, it } from 'vitest';
import { simulate } from './five-witnesses.ts';

/** A slice; `npm run simulate -- --runs 1000` plays more, and a seed that fails is played again with `--seed`. */
const SEEDS = Array.from({ length: 20 }, (_, at) => 1_000 + at);

it.each(SEEDS)('seed %i: an honest log raises no alarm, and its newest checkpoint finds its witnesses', async (seed) => {
  const { hasAlarm, refusals, accepted, size } = await simulate({ seed, isLying: false, quorum: 3 });
  expect({ hasAlarm, refusals }).toEqual({ hasAlarm: false, refusals: 0 });
  expect(accepted[0]).toContain(size);
});

it.each(SEEDS)('seed %i: a log that shows two histories is found out, and no reader accepts both', async (seed) => {
  const { hasAlarm, forks, accepted, forkedAt } = await simulate({ seed, isLying: true, quorum: 3 });
  expect(forkedAt).not.toBeNull();
  expect({ hasAlarm, hasEvidence: forks > 0 }).toEqual({ hasAlarm: true, hasEvidence: true });
  expect(accepted.filter((sizes) => sizes.length > 0).length).toBeLessThanOrEqual(1);
});

it.each(SEEDS.slice(0, 8))('seed %i: a witness that is shown the other history keeps both as evidence', async (seed) => {
  const { refusals, accepted } = await simulate({ seed, isLying: true, isBold: true, quorum: 3 });
  expect(refusals).toBeGreaterThan(0);
  expect(accepted.filter((sizes) => sizes.length > 0).length).toBeLessThanOrEqual(1);
});

it('two histories would both be accepted if fewer than half were enough: the quorum is what forbids it', async () => {
  const both = await Promise.all(SEEDS.slice(0, 4).map((seed) => simulate({ seed, isLying: true, quorum: 1 })));
  expect(both.some(({ accepted }) => accepted.every((sizes) => sizes.length > 0))).toBe(true);
});

it('a seed plays the same run again, to the byte', async () => {
  const [one, two] = [await simulate({ seed: 7, isLying: true, quorum: 3 }), await simulate({ seed: 7, isLying: true, quorum: 3 })];
  expect(two).toEqual(one);
  expect((await simulate({ seed: 8, isLying: true, quorum: 3 })).digest).not.toBe(one.digest);
});
