/**
 * The layers of the house (docs/decisions/0001). Arrows that are not forbidden here are allowed.
 * `type-only` imports leave no code behind, so the page may name the server's types.
 */
const app = '^app/';
const tests = '[.](int[.])?test[.]tsx?$|/testing/|^e2e/|^bench/';
const notTypes = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'core-imports-only-core',
      comment: 'core is pure: it knows nothing of the database, the server or the page',
      severity: 'error',
      from: { path: '^core/', pathNot: tests },
      to: { path: '^(app|components|server|db|cli|bench|scripts|e2e)/' },
    },
    {
      name: 'core-is-io-free',
      severity: 'error',
      from: { path: '^core/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-packages-allowlist',
      comment: 'packages allowed in core: yaml, zod, re2js',
      severity: 'error',
      from: { path: '^core/', pathNot: tests },
      to: { path: 'node_modules/', pathNot: 'node_modules/(yaml|zod|re2js)/' },
    },
    {
      name: 'core-dsl-is-the-bottom',
      comment: 'the language knows nothing of workflows, the engine or the canvas',
      severity: 'error',
      from: { path: '^core/(dsl|blueprint|diagnostics)/', pathNot: tests },
      to: { path: '^core/(workflow|engine|topology)/' },
    },
    {
      name: 'db-sees-core-only',
      severity: 'error',
      from: { path: '^db/', pathNot: tests },
      to: { path: '^(app|components|server|cli|bench|scripts|e2e)/' },
    },
    {
      name: 'only-db-writes-sql',
      severity: 'error',
      from: { path: '^(server|components|app|cli)/', pathNot: tests },
      to: { path: 'node_modules/drizzle-orm/', ...notTypes },
    },
    {
      name: 'ui-sees-server-types-only',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^(server|db)/', ...notTypes },
    },
    {
      name: 'ui-sees-server-api-only',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^(server/(?!api/)|db/)' },
    },
    { name: 'nothing-imports-app', severity: 'error', from: { pathNot: app }, to: { path: app } },
    {
      name: 'nothing-in-the-server-imports-components',
      severity: 'error',
      from: { path: '^(server|db|core|cli)/' },
      to: { path: '^components/' },
    },
    {
      name: 'routers-stay-thin',
      comment: 'a router unpacks its input and calls a service',
      severity: 'error',
      from: { path: '^server/api/', pathNot: tests },
      to: { path: '^(server/(runtime|plugins|hosts|lab)/|db/(?!schema/))|node_modules/ssh2/', ...notTypes },
    },
    {
      name: 'services-do-not-see-the-api',
      severity: 'error',
      from: { path: '^server/(services|runtime|security|events|plugins|hosts|lab)/', pathNot: tests },
      to: { path: '^server/(api|http)/', ...notTypes },
    },
    {
      name: 'runtime-sees-core-and-db',
      severity: 'error',
      from: { path: '^server/runtime/', pathNot: tests },
      to: { path: '^server/(?!runtime/|events/)', ...notTypes },
    },
    {
      name: 'plugins-see-core-and-hosts',
      comment: 'a plugin sees neither the API, nor the database, nor the services',
      severity: 'error',
      from: { path: '^server/plugins/', pathNot: tests },
      to: { path: '^(db/|server/(api|http|services|runtime|events|lab)/)' },
    },
    {
      name: 'plugins-do-not-see-each-other',
      severity: 'error',
      from: { path: '^server/plugins/([^/]+)/', pathNot: tests },
      to: { path: '^server/plugins/([^/]+)/', pathNot: '^server/plugins/$1/' },
    },
    {
      name: 'only-the-container-names-adapters',
      severity: 'error',
      from: { path: '^server/(api|services|runtime|events|security|hosts)/', pathNot: tests },
      to: { path: '^server/plugins/[^/]+/', ...notTypes },
    },
    {
      name: 'one-door-for-ssh',
      severity: 'error',
      from: { pathNot: `^server/(security/ssh|lab)/|${tests}` },
      to: { path: 'node_modules/ssh2/', ...notTypes },
    },
    {
      name: 'one-door-for-archives',
      severity: 'error',
      from: { pathNot: `^server/security/|${tests}` },
      to: { path: 'node_modules/(yauzl|tar-stream)/', ...notTypes },
    },
    {
      name: 'one-door-for-yaml',
      severity: 'error',
      from: { pathNot: `^core/dsl/safe-yaml/|${tests}` },
      to: { path: 'node_modules/yaml/', ...notTypes },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.gantry|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
