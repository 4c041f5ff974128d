import { parseArgs } from 'node:util';
import { simulate } from './five-witnesses.ts';

/** `npm run simulate -- --runs 1000 [--seed N]`: plays many runs, prints the seeds of those that went wrong and their count as one JSON line. */
const { values } = parseArgs({ options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } });
const first = Number(values.seed);
const runs = Number(values.runs);
const wrong: string[] = [];
for (let seed = first; seed < first + runs; seed += 1) {
  const honest = await simulate({ seed, isLying: false, quorum: 3 });
  const lying = await simulate({ seed, isLying: true, quorum: 3 });
  if (honest.hasAlarm || honest.refusals > 0 || !honest.accepted[0]?.includes(honest.size)) wrong.push(`honest ${seed}`);
  if (lying.forks === 0 || lying.accepted.filter((sizes) => sizes.length > 0).length > 1) wrong.push(`lying ${seed}`);
}
for (const it of wrong) console.log(it);
console.log(JSON.stringify({ simulation: 'five-witnesses', runs: runs * 2, wrong: wrong.length }));
process.exitCode = wrong.length > 0 ? 1 : 0;
