import { isSurestartError } from "surestart/serve";
import { passwordsIn } from "./config/passwords-in.ts";
import { describeError, errorText } from "./describe-error.ts";

/**
 * Says why the backend does not start: to people, and to surestart, which reads it, as a screen; in production, where lines are
 * collected, as one line of the log.
 */
export async function tellFailure(error: unknown): Promise<void> {
  const forPeople = process.env["SURESTART_RUN"] !== undefined || process.stderr.isTTY;
  if (process.env["NODE_ENV"] !== "production" || forPeople) {
    process.stderr.write(`${isSurestartError(error) ? describeError(error) : errorText(error)}\n`);
    return;
  }
  const { createLog } = await import("./log.ts");
  const secrets = [
    "BETTER_AUTH_SECRET",
    "DATABASE_URL",
    "REDIS_URL",
    "METRICS_TOKEN",
    "SMTP_URL",
    "GITHUB_CLIENT_SECRET",
    "GOOGLE_CLIENT_SECRET",
  ].flatMap((name) => {
    const value = process.env[name] ?? "";
    return [value, ...passwordsIn(value)];
  });
  const log = createLog({ level: "fatal", production: true, secrets });
  if (!isSurestartError(error))
    return log.fatal({ err: error }, `The backend does not start: ${errorText(error).split("\n")[0]}`);
  for (const { code, title, detail, at, fixes } of error.findings) {
    const ways = fixes.map(({ title: way, command }) => (command ? `${way}: ${command}` : way));
    log.fatal({ code, detail, at, fixes: ways }, `The backend does not start: ${title} (${code})`);
  }
}
