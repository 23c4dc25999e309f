import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { startReads } from "../_lookup.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** Names that a platform sets and no example lists. */
const ofThePlatform = new Set([
  "PORT",
  "HOST",
  "NODE_ENV",
  "HOME",
  "PATH",
  "USER",
  "CI",
  "TZ",
  "PWD",
  "TMPDIR",
  "HOSTNAME",
]);

export default defineDiagnosis({
  code: "env/example-outdated",
  since: "0.1.0",
  stage: "D",
  detect: (facts) => {
    const [example] = facts.env.files.filter((f) => f.role === "example" && f.state === "ok");
    if (!example) return [];
    const has = new Set(
      facts.env.files.filter((f) => f.role === "example").flatMap((f) => f.bindings.map((b) => b.key)),
    );
    return facts.env.variables
      .filter(
        (v) =>
          !has.has(v.name) &&
          !ofThePlatform.has(v.name) &&
          startReads(v).some((r) => !r.either?.some((n) => has.has(n))),
      )
      .map((variable) => ({
        example,
        variable,
        read: startReads(variable)[0] as NonNullable<ReturnType<typeof startReads>[0]>,
      }));
  },
  finding: ({ example, variable, read }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: `${example.file} does not list ${variable.name}`,
    detail: `${read.at.file} needs ${variable.name} when the program starts, and a copy of ${example.file} does not have it.`,
    at: read.at,
    also: [{ file: example.file, note: "the example" }],
  }),
  fixes: ({ example, variable }) => [
    {
      id: "add-key",
      title: `Add ${variable.name} to ${example.file}`,
      safety: "review",
      changes: [{ do: "env-set", file: example.file, key: variable.name, value: "" }],
    },
  ],
  page: {
    what: "The code requires a variable that .env.example does not list.",
    why: "The example is what the next person copies: with it alone, the program does not start.",
    causes: ["A variable that was added to the code and to your own .env only."],
    steps: [
      "Add the name to .env.example, with an empty value or a harmless one: never a real secret. `surestart doctor --fix` adds the empty line.",
    ],
    not: "A variable that is missing in your own .env is env/missing-variable.",
  },
});

export function cases(): Cases {
  const server = text`
    if (!process.env.ROOM) throw new Error("ROOM");
    ${serveJs}
  `;
  return {
    claims: [
      {
        name: "the example is older than the code",
        files: { ".env": "ROOM=a\n", ".env.example": "TITLE=\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
    leaves: [
      {
        name: "the example has it",
        files: { ".env": "ROOM=a\n", ".env.example": "ROOM=\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
