import { defineTool } from "./_define.ts";

export default defineTool({
  name: "lua",
  language: "other",
  sources: {
    called: "Lua",
    signs: ["*.rockspec", "main.lua"],
    endings: [".lua"],
    runBy: ["lua", "luajit", "lapis", "openresty"],
    starts: [],
  },
});
