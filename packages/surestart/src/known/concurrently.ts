import { defineTool } from "./_define.ts";

export default defineTool({
  name: "concurrently",
  language: "javascript",
  programs: ["concurrently", "conc"],
  several: { ended: /^.+ exited with code (?<how>\d+|SIG[A-Z]+)$/, again: / restarted$/ },
});
