import { defineTool } from "./_define.ts";

export default defineTool({ name: "tox", language: "python", get: { by: "pipx" } });
