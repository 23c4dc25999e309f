import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { called, serviceAt, serviceOfCrash, serviceReads } from "./_services.ts";

const signs =
  /password authentication failed(?: for user)?|Access denied for user|WRONGPASS|NOAUTH Authentication required|SASL authentication failed|Authentication failed|28P01|ER_ACCESS_DENIED|ACCESS_REFUSED|invalid (?:username-password pair|password)|no password supplied|client password must be a string/i;

export default defineDiagnosis({
  code: "service/authentication-failed",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const match = signs.exec(lastWords(facts));
    return match
      ? [{ words: match[0], named: match[1] ?? null, service: serviceOfCrash(facts) ?? null }]
      : [];
  },
  finding: ({ words, named, service }, facts) => {
    const at = (service ? serviceAt(facts, service) : undefined) ?? facts.run?.crash?.at;
    const who = service ? called(service) : "the service";
    return {
      severity: "error",
      confidence: service ? "certain" : "likely",
      role: "crash",
      title: `${who} refuses the user or the password`,
      detail: `It answers and says: "${words}".${named ? "" : ""} The connection stands; the credentials in ${service?.variable ?? "the settings"} are not accepted.`,
      ...(at ? { at } : {}),
      also: service ? serviceReads(facts, service) : [],
    };
  },
  fixes: ({ named, service }) => [
    {
      id: "authentication-failed",
      title: `Correct user and password in ${service?.variable ?? "the settings"}${named ? "" : ""}`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A service answers and refuses the user or the password.",
    why: "The credentials in the variable are not those that the service knows.",
    causes: [
      "The password was changed on one side.",
      "A volume of the database was made with an older password.",
      "A special character of the password that is not encoded.",
    ],
    not: "A password whose characters need encoding is env/url-needs-encoding.",
  },
});

const files = {
  ".env": "STORE_URL=postgres://me:k8Jd0sLq2@127.0.0.1:5432/shop\n",
  "server.js":
    'const url = process.env.STORE_URL;\nif (!url) throw new Error("STORE_URL");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
};

export const cases: Cases = {
  claims: [
    {
      name: "in the words of the client",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      facts: {
        services: [
          {
            variable: "STORE_URL",
            at: { file: ".env", line: 1 },
            kind: "postgres",
            scheme: "postgres",
            host: "127.0.0.1",
            port: 5432,
            near: true,
            answer: "open",
            saw: null,
            composeService: null,
            atStart: true,
          },
        ],
      },
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          'error: password authentication failed for user "me"',
          "    at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:285:98)",
          "  code: '28P01'",
        ],
      },
    },
  ],
  leaves: [
    {
      name: "healthy",
      files,
      command: ["node", "--env-file=.env", "server.js"],
      facts: { services: [] },
      run: { outcome: "healthy", ended: "healthy" },
    },
  ],
};
