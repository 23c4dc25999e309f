import { defineTool } from "./_define.ts";

export default defineTool({
  name: "sudo",
  wraps: {
    options: {
      values:
        "user u, group g, host h, prompt p, close-from C, chdir D, role r, type t, other-user U, command-timeout T",
    },
  },
});
