import { defineTool } from "./_define.ts";

export default defineTool({
  name: "clojure",
  language: "other",
  sources: {
    called: "Clojure",
    signs: ["project.clj", "deps.edn"],
    endings: [".clj"],
    runBy: ["lein", "clj", "clojure"],
    starts: [{ files: ["project.clj"], command: "lein run" }],
  },
});
