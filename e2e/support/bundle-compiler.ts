import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What the bundle gives: the compiler and what makes deployments of its plans. */
const entry = `
export { compileBlueprint } from './core/dsl/index.ts';
export { createDeploymentPlan } from './core/plan/index.ts';
`;

/**
 * One minified script of the compiler for browsers, which sets the global `compiler`. Throws when something that it
 * imports exists only in Node.
 */
export function bundleCompiler(): string {
  const options = ['--bundle', '--minify', '--platform=browser', '--format=iife', '--target=es2022'];
  const bundled = spawnSync(
    join(root, 'node_modules', '.bin', 'esbuild'),
    [...options, '--global-name=compiler', '--loader=ts', '--log-level=warning'],
    { cwd: root, input: entry, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (bundled.error !== undefined) throw bundled.error;
  if (bundled.status !== 0) throw new Error(bundled.stderr);
  return bundled.stdout;
}
