import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

export default defineDiagnosis({
  code: "secret/hardcoded-fallback",
  since: "0.1.0",
  stage: "D",
  detect: (facts) =>
    facts.env.variables
      .filter((v) => v.secret)
      .flatMap((variable) =>
        variable.reads
          .filter(
            (r) =>
              r.reached &&
              ((r.fallback !== null && r.fallback.length > 0) || r.randomDefault === true) &&
              mayBeSecret(variable.name, r.fallback),
          )
          .slice(0, 1)
          .map((read) => ({ variable, read })),
      ),
  finding: ({ variable, read }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: read.randomDefault
      ? `Without ${variable.name} the code generates a new secret at each start`
      : `The code has a default for ${variable.name}`,
    detail: read.randomDefault
      ? `When ${variable.name} is not set, every restart and every worker has another secret, and all sessions end.`
      : `When ${variable.name} is not set, the program silently continues with a secret from its source.`,
    at: read.at,
  }),
  fixes: ({ variable }) => [
    {
      id: "require",
      title: `Remove the default, so that a start without ${variable.name} fails`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A secret has a literal default in the code, or a random one that is generated at each start.",
    why: "Nobody notices that the variable was forgotten: everybody who reads the code knows the secret, or sessions end at each restart.",
    causes: ["A default that was meant for development."],
    steps: [
      "Remove the default, so that a start without the variable fails.",
      "Set the variable: `surestart doctor --fix` adds a random secret to the .env where it is required and missing.",
    ],
    examples: [
      {
        file: "main.py",
        wrong: 'secret = os.getenv("SESSION_SECRET", "dev-secret")',
        right: 'secret = os.environ["SESSION_SECRET"]',
      },
      {
        file: "server.js",
        wrong: 'const secret = process.env.SESSION_SECRET || "dev-secret";',
        right:
          'const secret = process.env.SESSION_SECRET;\nif (!secret) throw new Error("SESSION_SECRET is not set");',
      },
    ],
    not: "A default that a library brings is secret/default-in-use.",
  },
});

/** A time, a number, a switch, a path or the name of a file is a setting about secrets. */
function mayBeSecret(name: string, text: string | null): boolean {
  if (text === null) return true;
  const value = text.trim();
  if (/^(none|null|undefined|true|false|yes|no|on|off)$/i.test(value)) return false;
  if (
    /^\d+(\.\d+)?\s*(ms|s|m|h|d|w|y|sec|min|hr|seconds?|minutes?|hours?|days?|weeks?|months?|years?)$/i.test(
      value,
    )
  )
    return false;
  if (/^-?\d+(\.\d+)?$/.test(value)) return /(password|passwd|pass|pwd|pin|secret|key|token)$/i.test(name);
  return !/^(https?:\/\/\S+|\.{0,2}\/\S*|[\w/-]+\.[a-z]{2,5})$/i.test(value);
}

const server = (read: string): string =>
  text`
    const secret = ${read};
    console.log(secret.length);
    ${serveJs}
  `;

export function cases(): Cases {
  return {
    claims: [
      {
        name: "a literal behind ??",
        files: { "server.js": server('process.env.COOKIE_SECRET ?? "dev-secret"') },
      },
    ],
    leaves: [
      {
        name: "a default that is no secret",
        files: { "server.js": server('process.env.COOKIE_NAME ?? "sid"') },
      },
      ...[
        'TOKEN_WINDOW ?? "7 days"',
        'PASSWORD_RESET_MAIL ?? "mails/reset.html"',
        'SECRET_SANTA ?? "no"',
        'PASSWORD_MEMORY ?? "65536"',
      ].map((read) => ({
        name: `a time, a file, a switch, a number: ${read.split(" ")[0]}`,
        files: { "server.js": server(`process.env.${read}`) },
      })),
    ],
  };
}
