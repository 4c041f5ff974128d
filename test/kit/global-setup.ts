import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** This run's PostgreSQL, which has the templates `empty` and `sample_town`. */
    readonly postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run. Vitest calls this only when a test that belongs to the project runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A process of its own: Vitest loads this file through a module runner that is not quite Node.
  const child = fork(path.join(import.meta.dirname, 'postgres-process.ts'), { execArgv: [] });
  const exited = once(child, 'exit');
  const url = await Promise.race([once(child, 'message').then(([message]) => String(message)), exited.then(() => null)]);
  if (url === null) throw new Error('the PostgreSQL of the tests did not start; what it said stands above');
  project.provide('postgresUrl', url);
  return async () => {
    child.disconnect();
    await exited;
  };
}
