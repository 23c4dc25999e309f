import { defineTool } from "./_define.ts";

export default defineTool({
  name: "concurrently",
  language: "javascript",
  programs: ["concurrently", "conc"],
  runner: {
    reads: "commands",
    options: {
      values:
        "names n, name-separator, prefix p, prefix-colors c, prefix-length l, timestamp-format t, success s, max-processes m, " +
        "restart-tries, restart-after, kill-signal, default-input-target, hide, teardown",
    },
  },
  several: { ended: /^.+ exited with code (?<how>\d+|SIG[A-Z]+)$/, again: / restarted$/ },
  onlyStarts: ["concurrently"],
});
