/**
 * Whether an error only says that the client went away while it sent its request, or while it was answered: nobody is left to
 * answer, and nothing is wrong here. A database's ECONNRESET has another text.
 */
export function isClientGone(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted) return true;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === "ECONNRESET" && message === "aborted";
}
