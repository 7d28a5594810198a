import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './postmaster.ts';
import { type EmbeddedDatabase, type EmbeddedDatabaseOptions, startEmbeddedDatabase } from './start.ts';

/**
 * Starts the database as `startEmbeddedDatabase` does, and again whenever it was killed, at the same url, until `stop`.
 * @param options `say` is told each time it had to be started again, or could not be
 */
export async function keepDatabaseRunning(
  options: EmbeddedDatabaseOptions & { say: (line: string) => void; checkEveryMs?: number },
): Promise<EmbeddedDatabase> {
  const first = await startEmbeddedDatabase(options);
  const stopping = new AbortController();
  let current = first;
  const watching = watch();

  async function watch(): Promise<void> {
    const pause = options.checkEveryMs ?? 500;
    let complaint: string | null = null;
    while (await elapsed(complaint === null ? pause : pause * 10, stopping.signal)) {
      if (!isAlive(current.pid)) complaint = await startAgain(complaint);
    }
  }

  /** What is in the way, null when it runs again; a person is told of the same obstacle once. */
  async function startAgain(complaint: string | null): Promise<string | null> {
    if (complaint === null) options.say('PostgreSQL ended unexpectedly; starting it again.');
    try {
      current = await startEmbeddedDatabase({ ...options, socketFolder: first.socketFolder });
      return null;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== complaint) options.say(message);
      return message;
    }
  }

  return {
    ...first,
    get pid() {
      return current.pid;
    },
    stop: async (timeoutMs) => {
      stopping.abort();
      await watching;
      await current.stop(timeoutMs);
    },
  };
}

/** False when the wait was cut short. */
async function elapsed(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}
