/** Runs `action` in the next animation frame, once for any number of requests. Hidden tabs draw no frames: a timer then. */
export function oncePerFrame(action: () => void): { request: () => void; cancel: () => void } {
  let cancelPending: (() => void) | null = null;
  function run(): void {
    cancelPending = null;
    action();
  }
  function schedule(): () => void {
    if (document.hidden) {
      const timer = setTimeout(run, 250);
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  }
  return {
    request: () => {
      cancelPending ??= schedule();
    },
    cancel: () => cancelPending?.(),
  };
}
