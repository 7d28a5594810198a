/** Runs `action` at once and then at most every `ms()`; a request in between is kept and not lost. */
export function throttle(action: () => void, ms: () => number): { request: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  function run(): void {
    isWanted = false;
    action();
    timer = setTimeout(() => {
      timer = undefined;
      if (isWanted) run();
    }, ms());
  }
  return {
    request: () => {
      isWanted = true;
      if (timer === undefined) run();
    },
    cancel: () => clearTimeout(timer),
  };
}
