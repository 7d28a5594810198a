/** The part of the time that the reading may take: a slow server is asked more seldom. */
const shareOfTime = 4;

/**
 * Runs `action` at once when asked to, one at a time; what is asked meanwhile is done once more after it. Between two
 * there are at least `leastMs`, and as long as four of the last one.
 */
export function pace(action: () => Promise<unknown>, leastMs: number): { request: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: 'idle' | 'busy' | 'wanted' | 'cancelled' = 'idle';
  async function run(): Promise<void> {
    state = 'busy';
    const begun = performance.now();
    await action().catch(() => undefined);
    const pauseMs = Math.max(leastMs, shareOfTime * (performance.now() - begun));
    if (is('cancelled')) return;
    timer = setTimeout(() => {
      if (is('wanted')) void run();
      else state = 'idle';
    }, pauseMs);
  }
  /** The state as it is now: it changes while something is waited for. */
  const is = (other: typeof state): boolean => state === other;
  return {
    request: () => {
      if (state === 'idle') void run();
      else if (state === 'busy') state = 'wanted';
    },
    cancel: () => {
      state = 'cancelled';
      clearTimeout(timer);
    },
  };
}
