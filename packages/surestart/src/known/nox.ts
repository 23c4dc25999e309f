import { defineTool } from "./_define.ts";

export default defineTool({ name: "nox", language: "python", get: { by: "pipx" } });
