import { defineTool } from "./_define.ts";

export default defineTool({
  name: "dart",
  language: "other",
  sources: {
    called: "Dart",
    signs: ["pubspec.yaml"],
    endings: [".dart"],
    runBy: ["dart", "dart_frog", "serverpod"],
    starts: [
      { files: ["pubspec.yaml", "bin/server.dart"], command: "dart run bin/server.dart" },
      { files: ["pubspec.yaml"], says: /dart_frog/, command: "dart_frog dev" },
    ],
  },
});
