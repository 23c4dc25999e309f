import { type Cases, defineDiagnosis } from "../../diagnose.ts";

export default defineDiagnosis({
  code: "port/invalid",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => (facts.port.invalid ? [facts.port.invalid] : []),
  finding: ({ variable, shown, from, at }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${variable ?? "The port"} is no port`,
    detail: `${variable ?? "The port"} ${from} is ${shown}; a port is a whole number from 0 to 65535, without quotes, unit or comment.`,
    ...(at ? { at } : {}),
  }),
  fixes: ({ variable }) => [
    {
      id: "correct",
      title: `Set ${variable ?? "the port"} to a number from 1 to 65535`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The port is no whole number from 0 to 65535.",
    why: "What the program makes of it (NaN, a pipe's name, an exception) depends on its language; surestart never replaces it silently.",
    causes: [
      "A word such as `disabled`.",
      "A quote or a comment that a loader keeps in the value.",
      "A whole URL, or host and port together.",
    ],
    not: "A port that is a number and cannot be had is one of the other port codes.",
  },
});

const server = 'require("node:http").createServer().listen(Number(process.env.PORT));\n';

export const cases: Cases = {
  claims: [
    {
      name: "a word",
      files: { ".env": "PORT=disabled\n", "server.js": server },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
  leaves: [
    {
      name: "a number with a comment behind it, which Node takes off",
      files: { ".env": "PORT=18442 # the usual\n", "server.js": server },
      command: ["node", "--env-file=.env", "server.js"],
    },
  ],
};
