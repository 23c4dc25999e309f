/**
 * Calls `end` with the reason of each promise that was rejected and that nobody handles, where the application does not listen
 * for it itself: Node would end the process at once, with all requests in flight. Gives a function that takes it away again.
 */
export function onUnhandledRejection(end: (reason: unknown) => void): () => void {
  const handle = (reason: unknown): void => {
    if (process.listenerCount("unhandledRejection") === 1) end(reason);
  };
  process.on("unhandledRejection", handle);
  return () => void process.off("unhandledRejection", handle);
}
