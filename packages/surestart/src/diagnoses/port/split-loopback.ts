import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { exampleHolder } from "./_example-holder.ts";
import { named, shown } from "./_holder.ts";

export default defineDiagnosis({
  code: "port/split-loopback",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => (facts.port.splitLoopback ? [{ pair: facts.port.splitLoopback }] : []),
  finding: ({ pair: [four, six] }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: `127.0.0.1:${four.port} and [::1]:${four.port} are answered by two programs`,
    detail: `${named(four)} answers on ${four.address}, ${named(six)} on ${six.address}. Which of them \`localhost\` reaches depends on who asks.`,
    holder: shown(six),
  }),
  fixes: ({ pair: [four] }) => [
    {
      id: "explicit",
      title: `Say 127.0.0.1:${four.port} or [::1]:${four.port} instead of localhost, or move one of the two`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "Two programs have the same port, one on 127.0.0.1, the other on ::1.",
    why: "They are two addresses, and each can be bound by another program; localhost means one or the other.",
    causes: ["A development server that listens on ::1 only beside one that listens on 0.0.0.0."],
    not: "One program on both addresses is as it should be.",
  },
});

const server = 'require("node:http").createServer().listen(process.env.PORT);\n';

export const cases: Cases = {
  claims: [
    {
      name: "a stranger on ::1",
      files: { "server.js": server },
      environment: { PORT: "18441" },
      facts: {
        port: {
          holders: null,
          splitLoopback: [exampleHolder, { ...exampleHolder, pid: 5000, address: "::1", family: 6 }],
        },
      },
    },
  ],
  leaves: [
    {
      name: "nobody",
      files: { "server.js": server },
      environment: { PORT: "18441" },
      facts: { port: { holders: null, splitLoopback: null } },
    },
  ],
};
