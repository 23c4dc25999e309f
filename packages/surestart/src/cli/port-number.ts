import { UsageError } from "./command.ts";

/** The argument PORT. Throws `UsageError` when it is not one. */
export function portNumber(text: string, of: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65535)
    throw new UsageError(
      `PORT must be a number from 1 to 65535, not ${JSON.stringify(text.slice(0, 40))}`,
      of,
    );
  return port;
}
