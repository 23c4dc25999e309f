import { defineTool } from "./_define.ts";

export default defineTool({
  name: "doas",
  letsThrough: "Name {names} in a setenv of doas.conf",
  wraps: {
    options: { values: "u, C" },
    clears: {
      keeps: ["PATH", "TERM", "HOME", "SHELL", "LOGNAME", "USER", "DISPLAY"],
    },
  },
});
