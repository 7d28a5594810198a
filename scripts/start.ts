/** `npm start` and `npm run dev`: the whole product in one process. */
import './check-node.mjs';

/**
 * The default lets short-lived objects pile up to 100 MB and more before they are collected. It is read before any
 * code runs, so the process replaces itself; its id stays.
 */
const collectEarly = '--max-semi-space-size=8';

if (process.execve && !process.execArgv.includes(collectEarly)) {
  const words = [process.execPath, collectEarly, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, words, process.env);
} else {
  const dev = process.argv.includes('--dev');
  // Libraries decide by it while they are loaded, so it stands before everything else is.
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' });
  const { runProduct } = await import('./start/run.ts');
  await runProduct({ dev });
}
