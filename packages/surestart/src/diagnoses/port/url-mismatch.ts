import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { countingBinding, valuePlace } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** Names under which a service has its own URL. */
const ownUrl =
  /^(BETTER_AUTH_URL|NEXTAUTH_URL|AUTH_URL|APP_URL|BASE_URL|SITE_URL|PUBLIC_URL|SERVER_URL|BACKEND_URL|API_URL|ORIGIN|SELF_URL|ROOT_URL|EXTERNAL_URL|HOST_URL)$/;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/;

export default defineDiagnosis({
  code: "port/url-mismatch",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const used = facts.run ? facts.run.port.used : (facts.port.wanted?.value ?? null);
    if (used === null) return [];
    return facts.env.variables.flatMap((variable) => {
      const value = variable.value ?? variable.setValue;
      if (!ownUrl.test(variable.name) || !value || variable.reads.length === 0 || !URL.canParse(value))
        return [];
      const url = new URL(value);
      const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
      if (!loopback.test(url.hostname) || port === used || url.port === "") return [];
      // Only where it named this service's own port: the one that was wanted, or that .env sets next to it.
      const meant = facts.run
        ? port === facts.run.port.wanted
        : port === ownPort(facts.env.variables.find((v) => v.name === "PORT")?.value ?? null);
      const binding = countingBinding(facts, variable);
      return meant
        ? [{ variable, port, used, binding, followed: facts.run?.followed?.includes(variable.name) === true }]
        : [];
    });
  },
  finding: ({ variable, port, used, binding, followed }) => ({
    severity: followed ? "info" : "warning",
    confidence: "likely",
    role: followed ? "met" : "none",
    ...(followed ? { resolved: true } : {}),
    title: `${variable.name} contains port ${port}, but the port in use is ${used}`,
    detail: followed
      ? `surestart set ${variable.name} to port ${used} for this run.`
      : `Links, cookies and redirects that are built from ${variable.name} point to port ${port}.`,
    ...(binding
      ? { at: valuePlace(binding.file, binding.binding) }
      : variable.reads[0]
        ? { at: variable.reads[0].at }
        : {}),
  }),
  fixes: ({ variable, used, binding }) =>
    binding
      ? [
          {
            id: "follow",
            title: `Change the port in ${variable.name} to ${used}`,
            safety: "review",
            changes: [
              {
                do: "env-set",
                file: binding.file,
                key: variable.name,
                value: withPort(binding.binding.value, used),
                line: binding.binding.line,
              },
            ],
          },
        ]
      : [],
  page: {
    what: "A variable contains the URL of this service itself, with another port than the one in use.",
    why: "The service moved to another port, or one of the two variables was changed without the other.",
    causes: [
      "PORT was changed in .env, and the URL was not.",
      "The port was in use, and the service runs on the next free one.",
    ],
    steps: [
      "Put the port in use into the URL: `surestart doctor --fix`.",
      "`surestart run` changes such URLs for one run, unless it is started with --no-follow.",
      "If only the URL must stay the same, free its port: `surestart free 3000`, and start again.",
    ],
    examples: [
      {
        file: ".env",
        wrong: "PORT=4000\nBETTER_AUTH_URL=http://localhost:3000",
        right: "PORT=4000\nBETTER_AUTH_URL=http://localhost:4000",
      },
    ],
    not: "The URL of another service that happens to run on this machine is not a mismatch.",
  },
});

function ownPort(value: string | null): number | null {
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

function withPort(value: string, port: number): string {
  return value.replace(/:\d+(?=\/|$)/, `:${port}`);
}

export function cases(): Cases {
  const files = {
    ".env": "PORT=18470\nAPP_URL=http://localhost:18470\n",
    "server.js": text`
      console.log(process.env.APP_URL);
      ${serveJs}
    `,
  };
  return {
    claims: [
      {
        name: "the environment moves the port, the URL stays",
        files,
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          outcome: "healthy",
          ended: "healthy",
          port: { wanted: 18470, used: 18471, given: 18471, told: "PORT", movedBecause: "busy" },
          listening: [{ address: "::", port: 18471, pid: 9 }],
        },
      },
    ],
    leaves: [{ name: "both say the same", files, command: ["node", "--env-file=.env", "server.js"] }],
  };
}
