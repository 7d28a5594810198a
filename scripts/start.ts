/** `npm start` and `npm run dev`: the whole product in one process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The default lets short-lived objects pile up to 100 MB and more before they are collected. It is read before any
 * code runs, so the process replaces itself; its id stays.
 */
const collectEarly = '--max-semi-space-size=8';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  refuse(`Gantry needs Node 22.18 or newer, and this is ${process.version}. Use "npm start", which brings its own.`);
} else if (!existsSync(join(import.meta.dirname, '..', 'node_modules', 'next', 'package.json'))) {
  refuse('The packages that Gantry is made of are not installed. Run "npm ci" in this folder, then start again.');
} else if (process.execve && !process.execArgv.includes(collectEarly)) {
  const words = [process.execPath, collectEarly, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, words, process.env);
} else {
  const dev = process.argv.includes('--dev');
  // Libraries decide by it while they are loaded, so it stands before everything else is.
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' });
  const { runProduct } = await import('./start/run.ts');
  await runProduct({ dev });
}

function refuse(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
