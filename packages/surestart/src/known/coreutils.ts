import { defineTools } from "./_define.ts";

/** GNU coreutils: https://www.gnu.org/software/coreutils/manual/ */
export default defineTools([
  {
    name: "env",
    letsThrough: 'Let env pass {names} on: NAME="$NAME" after its options',
    wraps: {
      options: { values: "unset u, chdir C, command split-string S" },
      substitutes: true,
      clears: {
        with: ["ignore-environment", "i"],
        dropping: "unset",
      },
    },
  },
  { name: "nice", wraps: { options: { values: "adjustment n" } } },
  { name: "nohup", wraps: { options: { values: "" } } },
  { name: "stdbuf", wraps: { options: { values: "input i, output o, error e" } } },
  {
    name: "timeout",
    programs: ["timeout", "gtimeout"],
    wraps: { options: { values: "kill-after k, signal s" }, skip: 1 },
  },
]);
