import { styleText } from "node:util";
import pino, { type DestinationStream, type Logger } from "pino";
import { requestContext } from "./requests/request-context.ts";

export interface LogOptions {
  level: string;
  production: boolean;
  /** Values that are never written, wherever they turn up in a text. */
  secrets: readonly string[];
}

/** Where a request or a user has something that must not be logged. */
const redacted = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "newPassword",
  "currentPassword",
  "token",
  "secret",
];

/** JSON lines in production; lines for people elsewhere. Both without secrets. */
export function createLog({ level, production, secrets }: LogOptions): Logger {
  const masked = maskOf(secrets);
  const out = production ? process.stdout : linesForPeople;
  const destination: DestinationStream = { write: (line) => void out.write(masked(line)) };
  return pino(
    {
      level,
      base: null,
      mixin: () => {
        const request = requestContext();
        return request === undefined ? {} : { requestId: request.requestId };
      },
      redact: {
        paths: redacted.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]),
        censor: "[not shown]",
      },
    },
    destination,
  );
}

/** A secret in a JSON line may be escaped: it is looked for as it is there. */
function maskOf(secrets: readonly string[]): (line: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= 8)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) => forms.reduce((text, form) => text.replaceAll(form, "[not shown]"), line);
}

const linesForPeople: DestinationStream = {
  write(line) {
    const { level, msg, err } = JSON.parse(line) as {
      level: number;
      msg?: string;
      err?: { stack?: string; message?: string };
    };
    const mark = level >= 50 ? styleText("red", "error") : level >= 40 ? styleText("yellow", "warning") : "";
    const text = [mark, msg ?? err?.message ?? "", level >= 50 && err?.stack ? `\n${err.stack}` : ""];
    process.stdout.write(`${text.filter(Boolean).join(" ")}\n`);
  },
};
