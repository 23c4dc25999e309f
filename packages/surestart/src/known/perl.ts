import { defineTool } from "./_define.ts";

export default defineTool({
  name: "perl",
  language: "other",
  example: "perl server.pl",
  command: { options: { values: "" }, entry: { as: "file" } },
  sources: {
    called: "Perl",
    signs: ["cpanfile", "Makefile.PL", "app.psgi"],
    endings: [".pl", ".psgi"],
    runBy: ["perl", "plackup", "morbo", "hypnotoad"],
    starts: [{ files: ["app.psgi"], command: "plackup app.psgi" }],
  },
});
