import { defineTool } from "./_define.ts";

export default defineTool({
  name: "numactl",
  wraps: { options: { values: "cpunodebind N, membind m, physcpubind C" } },
});
