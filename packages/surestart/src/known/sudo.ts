import { defineTool } from "./_define.ts";

export default defineTool({
  name: "sudo",
  letsThrough: "Start it with sudo --preserve-env={names}",
  wraps: {
    options: {
      values:
        "user u, group g, host h, prompt p, close-from C, chdir D, role r, type t, other-user U, command-timeout T",
    },
    // What Debian's sudoers keeps; the machine's own may keep more.
    clears: {
      without: ["preserve-env", "E"],
      keeping: "preserve-env",
      keeps: [
        "PATH",
        "TERM",
        "LANG",
        "LC_*",
        "HOME",
        "MAIL",
        "SHELL",
        "LOGNAME",
        "USER",
        "DISPLAY",
        "COLORS",
        "SUDO_*",
      ],
    },
  },
});
