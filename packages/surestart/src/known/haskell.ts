import { defineTool } from "./_define.ts";

export default defineTool({
  name: "haskell",
  language: "other",
  sources: {
    called: "Haskell",
    signs: ["stack.yaml", "*.cabal", "cabal.project"],
    endings: [".hs"],
    runBy: ["stack", "cabal", "runghc"],
    starts: [
      { files: ["stack.yaml"], command: "stack run" },
      { files: ["*.cabal"], command: "cabal run" },
    ],
  },
});
