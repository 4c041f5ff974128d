import { cpus } from 'node:os';
import { benchCounty } from './plan/county.ts';
import { benchLarge, benchMonth } from './plan/month.ts';
import { optionsOf } from './plan/options.ts';
import { benchPvrp } from './plan/pvrp.ts';
import { benchRoads } from './plan/roads.ts';
import { benchSiting } from './plan/siting.ts';

/**
 * How good plans get in how long. `--seconds 60 --seeds 1,2,3 --only pvrp --instances p01,p13`; prints tables and ends with one line of JSON.
 * Each part is a file of its own in `plan/`.
 */
const options = optionsOf(process.argv.slice(2));
const parts: Record<string, () => object | Promise<object>> = {
  pvrp: () => benchPvrp(options),
  county: () => benchCounty(options),
  month: () => benchMonth(options),
  large: () => benchLarge(options),
  roads: () => benchRoads(options.seeds),
  siting: () => benchSiting(options.seconds),
};
console.log(
  `${cpus()[0]?.model}, Node ${process.version}; seeds ${options.seeds.join(', ')}; ${options.seconds} CPU seconds of the searching thread each`,
);
const figures: Record<string, object> = {};
for (const [name, part] of Object.entries(parts)) {
  if (options.only.size > 0 && !options.only.has(name)) continue;
  console.log(`\n== ${name}`);
  figures[name] = await part();
}
console.log(JSON.stringify({ seconds: options.seconds, seeds: options.seeds, ...figures }));
