import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Holder } from "../../facts.ts";
import { serverJs } from "../_serve.ts";
import { exampleHolder } from "./_example-holder.ts";
import { named, shown } from "./_holder.ts";

interface Evidence {
  four: Holder | null;
  six: Holder | null;
  port: number;
  /** The address that the program asks for is free: its port is not held. */
  free: boolean;
}

export default defineDiagnosis({
  code: "port/split-loopback",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const { splitLoopback: pair, beside, wanted } = facts.port;
    if (pair)
      return [{ four: pair[0], six: pair[1], port: pair[0].port, free: Boolean(beside && !facts.run) }];
    // A run that was given another port has left it to the stranger.
    if (!beside || !wanted || facts.run) return [];
    return [
      {
        four: beside.family === 4 ? beside : null,
        six: beside.family === 6 ? beside : null,
        port: wanted.value,
        free: true,
      },
    ];
  },
  about: ({ port, free }, { port: { wanted } }) => [
    `loopback ${port}`,
    ...(free && wanted ? ([`port ${wanted.value}`] as const) : []),
  ],
  finding: ({ four, six, port }) => ({
    severity: "warning",
    confidence: "certain",
    role: "none",
    title: `127.0.0.1:${port} and [::1]:${port} are answered by two programs`,
    detail: `${four ? `${named(four)} answers on ${four.address}` : "This program will answer on 127.0.0.1"}, ${six ? `${named(six)} on ${six.address}` : "this program on ::1"}. Which of them \`localhost\` reaches depends on the client.`,
    ...((six ?? four) ? { holder: shown((six ?? four) as Holder) } : {}),
  }),
  fixes: ({ port }) => [
    {
      id: "explicit",
      title: `Use 127.0.0.1:${port} or [::1]:${port} instead of localhost, or move one of the two`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "Two programs use the same port, one on 127.0.0.1, the other on ::1.",
    why: "These are two addresses, and each can be bound by another program; localhost means one or the other.",
    causes: ["A development server that listens only on ::1, next to one that listens on 0.0.0.0."],
    steps: [
      "See both: `surestart ports 8000`.",
      "Stop one of them (`surestart free 8000`), or move it to another port.",
      "Or write the address instead of localhost: `http://127.0.0.1:8000` or `http://[::1]:8000`.",
    ],
    not: "One program on both addresses is fine.",
  },
});

export function cases(): Cases {
  const server = serverJs;
  return {
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
      {
        name: "a stranger on ::1, and a program that will listen on 127.0.0.1",
        files: {
          "server.js": 'require("node:http").createServer().listen(process.env.PORT, "127.0.0.1");\n',
        },
        environment: { PORT: "18441" },
        facts: { port: { beside: { ...exampleHolder, address: "::1", family: 6 } } },
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
}
