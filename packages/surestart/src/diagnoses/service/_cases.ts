import type { Cases } from "../../diagnose.ts";
import type { ServiceFact } from "../../facts.ts";
import { serveJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** A database that a variable names and that answers. */
const store: ServiceFact = {
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
};

/** A program whose client of the database gives up with these words, and one that is healthy. */
export function clientCases(name: string, output: string[]): Cases {
  const files = {
    ".env": "STORE_URL=postgres://me:k8Jd0sLq2@127.0.0.1:5432/shop\n",
    "server.js": text`
      const url = process.env.STORE_URL;
      if (!url) throw new Error("STORE_URL");
      ${serveJs}
    `,
  };
  const command = ["node", "--env-file=.env", "server.js"];
  return {
    claims: [
      {
        name,
        files,
        command,
        facts: { services: [store] },
        run: { output },
      },
    ],
    leaves: [
      {
        name: "healthy",
        files,
        command,
        facts: { services: [] },
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}
