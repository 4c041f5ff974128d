import { defineConfig } from 'vitest/config';

const PURE = ['{packages,apps,samples,scripts}/**/*.test.{ts,tsx}', 'test/conformance/**/*.test.ts', 'test/simulation/**/*.test.ts'];
/** `npm run try` as its own process, with a whole system behind it: no unit. */
const TRY = 'test/conformance/try*.test.ts';
/** On a real PostgreSQL, started once for all of them, and not at all when none of them runs. */
const ON_POSTGRES = ['test/**/*.test.ts', 'apps/server/src/**/*.db.test.ts'];

/** `npm test` says `none` where there is no browser, and says so to the reader. */
const WITHOUT_BROWSER = process.env.YINZHENG_BROWSER === 'none' ? ['test/**/*.browser.test.ts'] : [];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: PURE, exclude: ['**/node_modules/**', '**/*.db.test.ts', TRY] },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ON_POSTGRES,
          exclude: ['**/node_modules/**', 'test/conformance/!(try*).test.ts', 'test/simulation/**', ...WITHOUT_BROWSER],
          globalSetup: 'test/kit/global-setup.ts',
        },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
