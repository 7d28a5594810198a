import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';

/**
 * Waits for the word to begin, which is the first line on standard input; `later` gets each line after it. The process
 * ends with the one that started it.
 */
export function untilTold(later: (line: string) => void = () => {}): Promise<string> {
  // Node writes at the end what it has translated, and this process is killed.
  flushCompileCache();
  const lines = createInterface(process.stdin);
  lines.once('close', () => process.exit(0));
  return new Promise((resolve) => {
    lines.once('line', (first) => {
      lines.on('line', later);
      resolve(first);
    });
  });
}
