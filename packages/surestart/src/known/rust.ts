import { defineTool } from "./_define.ts";

export default defineTool({
  name: "rust",
  language: "other",
  sources: {
    called: "Rust",
    signs: ["Cargo.toml"],
    endings: [".rs"],
    runBy: ["cargo", "bacon", "cargo-watch"],
    starts: [
      { files: ["Cargo.toml", "src/main.rs"], command: "cargo run" },
      { files: ["Cargo.toml", "src/bin/*.rs"], command: "cargo run --bin {1}" },
    ],
  },
});
