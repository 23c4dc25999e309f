import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { lastWords } from "../runtime/_crash-text.ts";

const signs =
  /JavaScript heap out of memory|Reached heap limit|MemoryError|Out of memory: Killed process|std::bad_alloc|Cannot allocate memory|ENOMEM/;

export default defineDiagnosis({
  code: "resource/out-of-memory",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const words = signs.exec(lastWords(facts))?.[0];
    return words === undefined ? [] : [{ words }];
  },
  finding: ({ words }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: "Memory ran out",
    detail: `The program says: "${words}".`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: ({ words }) => [
    {
      id: "more",
      title: words.includes("heap")
        ? "Give the heap more, or find what fills it"
        : "Give the machine or the container more memory, or find what fills it",
      safety: "manual",
      ...(words.includes("heap") ? { command: "NODE_OPTIONS=--max-old-space-size=4096" } : {}),
      changes: [],
    },
  ],
  page: {
    what: "The program needed more memory than it may have.",
    why: "Node's heap has a limit of its own; a container and the kernel have others.",
    causes: ["A large file that is read whole at start.", "A build in a small container."],
    not: "A program that was ended by SIGKILL without such words is app/killed.",
  },
});

const files = { "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n' };

export const cases: Cases = {
  claims: [
    {
      name: "in the words of the runtime",
      files,
      run: {
        outcome: "failed",
        ended: "killed",
        exit: { code: null, signal: "SIGABRT" },
        output: ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
      },
    },
  ],
  leaves: [{ name: "healthy", files, run: { outcome: "healthy", ended: "healthy" } }],
};
