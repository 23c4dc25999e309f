import { defineTool } from "./_define.ts";

export default defineTool({
  name: "conda",
  // https://github.com/conda-forge/ctng-compiler-activation-feedstock: HOST is the platform that its compilers build for.
  leaves: [
    {
      value: /-conda(?:_\w+)?-linux-gnu$|^\w+-apple-darwin[\d.]*$/,
      note: "conda set it to the name of a platform",
    },
  ],
  wraps: { options: { values: "name n, prefix p, chdir cwd" }, sub: /^run$/, finds: "unseen" },
});
