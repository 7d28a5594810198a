import { authorise } from '../api/trpc.ts';
import type { HttpContext } from './http-context.ts';

const recheckMs = 2_000;

/** What is called while a long answer is sent: rights that are taken away end it too. @throws AppError then */
export function createRightsCheck(
  context: HttpContext,
  { headers, right }: { headers: Headers; right: string },
): () => Promise<void> {
  let checkedAt = performance.now();
  return async () => {
    if (performance.now() - checkedAt < recheckMs) return;
    checkedAt = performance.now();
    authorise(await context.findActorAgain(headers), right);
  };
}
