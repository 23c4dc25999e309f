import { defineTool } from "./_define.ts";

export default defineTool({
  name: "doas",
  wraps: {
    options: { values: "u, C" },
    clears: {
      keeps: ["PATH", "TERM", "HOME", "SHELL", "LOGNAME", "USER", "DISPLAY"],
      remedy: "Name {names} in a setenv of doas.conf",
    },
  },
});
