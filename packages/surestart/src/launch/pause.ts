/**
 * Resolves after `ms` milliseconds, or when `cut` aborts. Not node:timers/promises, which is not loaded yet when a program
 * has just been started and needs the processor for itself.
 */
export function pauseFor(ms: number, cut: AbortSignal): Promise<void> {
  if (cut.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      cut.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    cut.addEventListener("abort", over);
  });
}
