import { defineTool } from "./_define.ts";

export default defineTool({
  name: "elixir",
  language: "other",
  sources: {
    called: "Elixir",
    signs: ["mix.exs"],
    endings: [".ex", ".exs"],
    runBy: ["mix", "elixir", "iex"],
    starts: [
      { files: ["mix.exs"], says: /:phoenix\b/, command: "mix phx.server" },
      { files: ["mix.exs"], command: "mix run --no-halt" },
    ],
  },
});
