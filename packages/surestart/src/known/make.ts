import { defineTool } from "./_define.ts";

export default defineTool({
  name: "make",
  programs: ["make", "gmake"],
  runner: { reads: "Makefile", options: { values: "chdir directory C, file f makefile, jobs j" } },
  builds: true,
});
