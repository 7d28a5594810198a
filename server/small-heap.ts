/*
 * By default V8 lets short-lived objects pile up to 100 MB and more, and the heap grow to several times what lives in
 * it, before it collects. Both are read before any code runs.
 */
const flags = ['--max-semi-space-size=8', '--heap-growing-percent=30'];

/**
 * Starts this process anew, under the same id, with a heap that stays near what lives in it: an install of 100,000
 * instances peaks at less than half, for the same processor time. Returns when it runs so already, or when the platform
 * cannot replace a process. To be called before anything large is loaded.
 */
export function ensureSmallHeap(): void {
  if (!process.execve || flags.every((flag) => process.execArgv.includes(flag))) return;
  const words = [process.execPath, ...flags, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, words);
}
