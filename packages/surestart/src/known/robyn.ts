import { defineTool } from "./_define.ts";

/** robyn/argument_parser.py, env_populator.py and Robyn.start of 0.88: https://github.com/sparckles/Robyn */
export default defineTool({
  name: "robyn",
  language: "python",
  example: "robyn main.py",
  command: {
    options: { values: "processes, workers, log-level, compile-rust-path, create-rust-file" },
    entry: { as: "file", ending: ".py" },
    reloads: { flags: "dev" },
    envFiles: { dialect: "python", files: ["robyn.env"], missing: "never a fault" },
  },
  server: {
    tell: { variables: { port: "ROBYN_PORT", host: "ROBYN_HOST" } },
    port: 8080,
    taken: /Port (?<port>\d+) is already in use\. Please use a different port\./,
  },
  framework: { makes: ["robyn.Robyn"] },
  listens: [{ calls: ["robyn.Robyn().start"], port: "1 port", host: "0 host", usual: 8080 }],
  variables: ["ROBYN_"],
});
