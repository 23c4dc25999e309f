import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { typed } from "../_typed.ts";
import { said, saidCases } from "./_said.ts";

const signs =
  /JavaScript heap out of memory|Reached heap limit|MemoryError|Out of memory: Killed process|std::bad_alloc|Cannot allocate memory|ENOMEM/;

export default defineDiagnosis({
  code: "resource/out-of-memory",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => said(facts, signs),
  finding: ({ words }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: "The program ran out of memory",
    detail: `The program says: "${words}".`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: ({ words }, facts) => [
    {
      id: "more",
      title: words.includes("heap")
        ? "Give the heap more memory, or find what fills it"
        : "Give the machine or the container more memory, or find what fills it",
      safety: "manual",
      ...(words.includes("heap") ? typed(facts, "NODE_OPTIONS=--max-old-space-size=4096") : {}),
      changes: [],
    },
  ],
  page: {
    what: "The program needed more memory than it may use.",
    why: "Node's heap has its own limit; a container and the kernel have others.",
    causes: ["A large file that is read as a whole at the start.", "A build in a small container."],
    steps: [
      "Node's heap: `NODE_OPTIONS=--max-old-space-size=4096 node server.js`.",
      "A container: give it more memory (`docker run --memory 2g`, `mem_limit` in a compose file).",
      "Read large files in pieces (streams, generators), and run builds on another machine.",
    ],
    says: ["FATAL ERROR: … JavaScript heap out of memory", "MemoryError", "Killed"],
    not: "A program that was ended by SIGKILL without such messages is app/killed.",
  },
});

export function cases(): Cases {
  return saidCases(
    "Node reaches the limit of its heap",
    ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
    { ended: "killed", exit: { code: null, signal: "SIGABRT" } },
  );
}
