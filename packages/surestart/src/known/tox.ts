import { defineTool } from "./_define.ts";

/** https://tox.wiki/en/latest/cli_interface.html */
export default defineTool({
  name: "tox",
  language: "python",
  runner: {
    reads: "tox.ini",
    sub: /^(run|r)$/,
    subMayLack: true,
    options: { values: "environment e, conf c, workdir" },
  },
  get: { by: "pipx" },
});
