// The import table of docs/ARCHITECTURE.md as rules. `scripts/check-imports.ts` runs them and counts what they saw;
// `scripts/check-imports.test.ts` plants a violation of each and sees it caught.
const { readdirSync, readFileSync } = require('node:fs');

const forbid = (name, from, to) => ({ name, severity: 'error', from, to });

/** Tests stand beside the code and may reach for whatever they need to try it. */
const TESTS = '\\.test\\.tsx?$';
/** The composition: what puts adapters and features together, and the sample town that it can start with. */
const COMPOSITION = '^apps/server/src/((main|run)\\.ts$|sample/)';
const FEATURES = '^apps/server/src/(?!adapters/|ports/|sample/|migrations/)[^/]+/';

/** The front doors of the packages, from their own package.json. */
const doors = readdirSync('packages').flatMap((name) => {
  const { exports = {} } = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));
  return Object.values(exports).map((file) => `^packages/${name}/${file.slice(2).replaceAll('.', '\\.')}$`);
});

module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }),
    // Files served as they are name addresses, not modules.
    forbid('no-unresolved', { pathNot: '^apps/machine/src/screen/public/' }, { couldNotResolve: true }),
    // What stands outside the packages takes what the root declares; knip holds it to that.
    forbid('declared-dependencies-only', { path: '^(packages|apps)/', pathNot: TESTS }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
    forbid('pure-is-pure', { path: '^packages/(ledger|domain|contract)/src/', pathNot: TESTS }, { dependencyTypes: ['core'] }),
    forbid('the-browser-has-no-node', { path: '^apps/web/src/', pathNot: TESTS }, { dependencyTypes: ['core'] }),
    forbid(
      'packages-have-front-doors',
      { path: '^(packages|apps)/([^/]+)/' },
      { path: '^packages/', pathNot: ['^packages/$2/', ...doors] },
    ),
    forbid('ledger-is-leaf', { path: '^packages/ledger/' }, { path: '^(packages|apps)/(?!ledger/)' }),
    forbid('contract-is-leaf', { path: '^packages/contract/' }, { path: '^(packages|apps)/(?!contract/)' }),
    forbid('domain-only-ledger', { path: '^packages/domain/' }, { path: '^(packages|apps)/(?!(domain|ledger)/)' }),
    forbid('pagecheck-stands-alone', { path: '^packages/pagecheck/' }, { path: '^(packages|apps)/(?!pagecheck/)' }),
    // What makes the sheets that the checks are measured on knows only how sheets are approved, and no check knows it.
    forbid(
      'corpus-knows-no-check',
      { path: '^packages/pagecheck/corpus/', pathNot: TESTS },
      { path: '^packages/pagecheck/src/(?!sheets/)' },
    ),
    forbid('checks-know-no-corpus', { path: '^packages/pagecheck/src/', pathNot: TESTS }, { path: '^packages/pagecheck/(corpus|bench)/' }),
    // What verifies plans is worth nothing if it believes what made them.
    forbid(
      'plan-check-knows-no-search',
      { path: '^packages/planner/src/check/', pathNot: TESTS },
      { path: '^packages/planner/(?!src/(check|model)/)' },
    ),
    forbid(
      'plans-know-no-bench',
      { path: '^packages/planner/src/', pathNot: TESTS },
      { path: '^packages/planner/(testing|corpus|bench)/' },
    ),
    forbid('planner-stands-alone', { path: '^packages/planner/' }, { path: '^(packages|apps)/(?!planner/)' }),
    forbid('apps-do-not-import-apps', { path: '^apps/([^/]+)/', pathNot: TESTS }, { path: '^apps/', pathNot: '^apps/$1/' }),
    forbid('web-sees-contract-and-ledger', { path: '^apps/web/' }, { path: '^packages/(?!(contract|ledger)/)' }),
    forbid('cli-sees-no-domain', { path: '^apps/cli/' }, { path: '^packages/domain/' }),
    forbid('machine-plans-no-tours', { path: '^apps/machine/' }, { path: '^packages/planner/' }),
    forbid(
      'features-see-ports-not-adapters',
      { path: '^apps/server/src/(?!adapters/)', pathNot: [COMPOSITION, TESTS] },
      { path: '^apps/server/src/(adapters/|main\\.ts|run\\.ts|sample/)' },
    ),
    forbid('ports-know-no-feature', { path: '^apps/server/src/ports/', pathNot: TESTS }, { path: '^apps/server/src/(?!ports/)' }),
    forbid(
      'adapters-are-strangers',
      { path: '^apps/server/src/adapters/([^/]+)/', pathNot: TESTS },
      { path: '^apps/server/src/(adapters/|main\\.ts|run\\.ts|sample/)', pathNot: '^apps/server/src/adapters/$1/' },
    ),
    forbid(
      'features-have-front-doors',
      { path: '^apps/server/src/(?:([^/]+)/|[^/]+\\.ts$)' },
      {
        path: FEATURES,
        pathNot: ['^apps/server/src/$1/', '^apps/server/src/[^/]+/mod\\.ts$'],
      },
    ),
    forbid('features-decide-in-domain', { path: FEATURES, pathNot: TESTS }, { path: '^packages/(?!(domain|ledger)/)' }),
    // Ports carry device messages and error codes, so they know the contract; features see both only as types of a port.
    forbid(
      'ports-promise-no-pixels',
      { path: '^apps/server/src/ports/', pathNot: TESTS },
      { path: '^packages/(?!(domain|ledger|contract)/)' },
    ),
    forbid(
      'only-db-touches-the-driver',
      { path: '^(packages|apps)/', pathNot: ['^apps/server/src/adapters/(db|postgres)/', TESTS] },
      { path: 'node_modules/(pg|kysely)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|out)/' },
    // Type imports too: a cycle of types is a cycle.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
