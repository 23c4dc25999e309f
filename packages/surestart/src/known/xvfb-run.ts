import { defineTool } from "./_define.ts";

export default defineTool({
  name: "xvfb-run",
  wraps: {
    options: {
      values:
        "error-file e, auth-file f, server-num n, listen-tcp l, xauth-protocol p, server-args s, wait w",
    },
  },
});
