import { defineTool } from "./_define.ts";

export default defineTool({
  name: "c",
  language: "other",
  sources: {
    called: "C and C++",
    signs: ["CMakeLists.txt", "meson.build", "*.c", "*.cpp", "*.cc"],
    endings: [".c", ".cc", ".cpp"],
    runBy: [],
    starts: [],
  },
});
