import { type OperationContext, OperationRetry, type StopSignal } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';

/** How often an operation asks by itself before it asks to be run again: with pauses of a second for about 8 s. */
const times = 11;

/** Who asks, and which cluster. */
export interface Poll {
  context: Pick<OperationContext, 'signal'>;
  client: Pick<ClusterClient, 'pauseMs'>;
}

/** Asks again and again, less and less often, until there is something; null: not yet, or the operation must stop. */
export async function pollUntil<Found>(poll: Poll, ask: () => Promise<Found | null>): Promise<Found | null> {
  return await lastAnswer(poll, ask, (found) => found !== null);
}

/** Asks so until nothing is missing; gives what is missing in the end, and null when nothing is. */
export async function pollWhile<Missing>(poll: Poll, ask: () => Promise<Missing | null>): Promise<Missing | null> {
  return await lastAnswer(poll, ask, (missing) => missing === null);
}

async function lastAnswer<Answer>(
  { context: { signal }, client: { pauseMs } }: Poll,
  ask: () => Promise<Answer>,
  isEnough: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let time = 1; ; time += 1) {
    const answer = await ask();
    if (isEnough(answer) || time === times || signal.aborted) return answer;
    await pause(signal, Math.min(pauseMs, (pauseMs / 10) * 2 ** (time - 1)));
  }
}

/** Ends early when the operation must stop. */
function pause(signal: StopSignal, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  });
}

/** What an operation throws that has asked often enough by itself; asking again is for others first. */
export function notYet({ client: { pauseMs } }: Pick<Poll, 'client'>, message: string): OperationRetry {
  return new OperationRetry(message, (5 * pauseMs) / 1000);
}
