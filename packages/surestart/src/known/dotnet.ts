import { defineTool } from "./_define.ts";

export default defineTool({
  name: "dotnet",
  language: "other",
  sources: {
    called: ".NET",
    signs: ["*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx", "global.json"],
    endings: [".cs", ".fs", ".vb", ".dll"],
    runBy: ["dotnet"],
    starts: [
      { files: ["*.csproj"], command: "dotnet run" },
      { files: ["*.fsproj"], command: "dotnet run" },
      { files: ["*/*.csproj"], says: /Sdk="Microsoft\.NET\.Sdk\.Web"/, command: "dotnet run --project {1}" },
    ],
  },
});
