import { readAuthConfig } from "./config/auth-config.ts";
import { secretsOf } from "./config/secrets-of.ts";
import { tellFailure } from "./tell-failure.ts";

try {
  // Better Auth reads NODE_ENV once, when it is imported: that has to wait until the .env is loaded.
  const config = readAuthConfig();
  const { createLog } = await import("./log.ts");
  const { startBackend } = await import("./start.ts");
  const log = createLog({
    level: config.logLevel,
    production: config.production,
    secrets: secretsOf(config),
  });
  let end: () => Promise<unknown> = () => Promise.resolve();
  if (config.production) {
    const [{ logConsole }, { logUncaught }] = await Promise.all([
      import("./console-log.ts"),
      import("./last-words.ts"),
    ]);
    logConsole(log);
    logUncaught(log, () => end());
  }
  for (const { title, why } of config.warnings) log.warn(`${title}. ${why} Production refuses it.`);
  const { url, ready, close } = await startBackend(config, log);
  end = close;
  await ready;
  if (config.production && config.url === null) {
    log.warn(
      `BETTER_AUTH_URL is not set: tokens name ${url} as their issuer, and only pages from there may sign in.`,
    );
  }
  if (config.mail.way.by === "none") {
    log.warn(
      "SMTP_URL is not set: addresses are not verified, and anyone who forgets a password needs a link from you (npm run user -- reset EMAIL).",
    );
  }
  const up = `The backend answers at ${url}, its API is at ${url}/docs`;
  if (config.production) log.info({ url }, up);
  // Started by surestart, its screen says the same.
  else if (process.env["SURESTART_RUN"] === undefined) process.stdout.write(`${up}\n`);
} catch (error) {
  await tellFailure(error);
  process.exit(1);
}
