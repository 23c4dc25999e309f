import { defineTool } from "./_define.ts";

export default defineTool({
  name: "erlang",
  language: "other",
  sources: {
    called: "Erlang",
    signs: ["rebar.config"],
    endings: [".erl"],
    runBy: ["rebar3", "erl"],
    starts: [{ files: ["rebar.config"], command: "rebar3 shell" }],
  },
});
