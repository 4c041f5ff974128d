import { parseArgs } from 'node:util';

/** What `npm run bench:plan` is asked for. */
export interface PlanBenchOptions {
  readonly seconds: number;
  readonly seeds: readonly number[];
  /** Parts; empty is all. */
  readonly only: ReadonlySet<string>;
  /** Names of instances within a part; empty is all. */
  readonly instances: ReadonlySet<string>;
}

export function optionsOf(args: readonly string[]): PlanBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      seeds: { type: 'string', default: '1,2,3' },
      only: { type: 'string', default: '' },
      instances: { type: 'string', default: '' },
    },
  });
  const list = (text: string): string[] => text.split(',').filter((word) => word !== '');
  return {
    seconds: Number(values.seconds),
    seeds: list(values.seeds).map(Number),
    only: new Set(list(values.only)),
    instances: new Set(list(values.instances)),
  };
}
