import { defineTools } from "./_define.ts";

/** https://github.com/util-linux/util-linux */
export default defineTools([
  { name: "ionice", wraps: { options: { values: "class c, classdata n, pid p" } } },
  { name: "chrt", wraps: { options: { values: "" }, skip: 1 } },
  { name: "taskset", wraps: { options: { values: "" }, skip: 1 } },
  { name: "setsid", wraps: { options: { values: "" } } },
  {
    name: "setpriv",
    wraps: {
      options: {
        values:
          "reuid, regid, ruid, rgid, euid, egid, groups, inh-caps, ambient-caps, bounding-set, securebits, pdeathsig, selinux-label, apparmor-profile",
      },
    },
  },
  { name: "prlimit", wraps: { options: { values: "" } } },
]);
