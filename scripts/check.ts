/** `npm run check`: format and lint, layers, types, dead code. All stages run; the exit code tells whether all were clean. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'node_modules', '.bin');

const stages: [name: string, command: string, args: string[]][] = [
  ['format and lint', 'biome', ['check', '--error-on-warnings', '.']],
  [
    'layers',
    'depcruise',
    [
      'core',
      'db',
      'server',
      'components',
      'app',
      'cli',
      'bench',
      'scripts',
      'e2e',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  ],
  ['types of core (no DOM, no Node)', 'tsc', ['-p', 'core/tsconfig.json']],
  ['types', 'tsc', ['--noEmit']],
  ['dead code', 'knip', []],
  ['architecture picture', process.execPath, ['scripts/architecture.ts', '--check']],
  ['language reference', process.execPath, ['scripts/language-docs.ts', '--check']],
];

const failed: string[] = [];
for (const [name, command, args] of stages) {
  const started = performance.now();
  const file = path.isAbsolute(command) ? command : path.join(bin, command);
  const run = spawnSync(file, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const ok = run.status === 0;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (ok) continue;
  failed.push(name);
  console.log(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ? String(run.error) : ''}`);
}
if (failed.length > 0) {
  console.log(`check: ${failed.join(', ')} failed`);
  process.exit(1);
}
