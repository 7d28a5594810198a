import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface ProductOptions {
  dataDir: string;
  /** Other settings, by the names of their variables. */
  env?: Record<string, string>;
  checkout?: string;
  /** `npm`: as a person types it; else the script itself. */
  through?: 'npm' | 'node';
  account?: { uid: number; gid: number };
}

/** The product as a process of its own. */
export class ProductProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  printed = '';

  constructor(options: ProductOptions) {
    const { checkout = root, through = 'node' } = options;
    const [command, args] = through === 'npm' ? ['npm', ['start']] : [process.execPath, ['scripts/start.ts']];
    this.child = spawn(command, args, {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...ownEnvironment(), PORT: '0', GANTRY_LAB: '0', GANTRY_DATA_DIR: options.dataDir, ...options.env },
      ...options.account,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.printed += text;
      });
    }
    this.exited = once(this.child, 'close').then(([code]) => code);
  }

  /** Waits until it answers. */
  async ready(): Promise<{ url: string; password: string | null }> {
    let over = false;
    void this.exited.then(() => {
      over = true;
    });
    while (!over) {
      const url = /is ready: (\S+)/.exec(this.printed)?.[1];
      if (url && this.printed.includes('Ctrl-C')) {
        return { url, password: /Password\s+(\S+)/.exec(this.printed)?.[1] ?? null };
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`It ended before it was ready:\n${this.printed}`);
  }

  /** @returns its exit code */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}

/** Settings of the test run must not reach the product. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(GANTRY_|DATABASE_URL|PORT$|VITEST|npm_)/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}
