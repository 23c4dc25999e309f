import { defineTool } from "./_define.ts";

export default defineTool({
  name: "crystal",
  language: "other",
  sources: {
    called: "Crystal",
    signs: ["shard.yml"],
    endings: [".cr"],
    runBy: ["crystal", "shards"],
    starts: [{ files: ["shard.yml"], command: "shards run" }],
  },
});
