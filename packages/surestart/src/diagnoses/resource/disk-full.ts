import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { said, saidCases } from "./_said.ts";

const signs =
  /No space left on device|ENOSPC(?!: System limit)|database or disk is full|SQLITE_FULL|EDQUOT|Disk quota exceeded/i;

export default defineDiagnosis({
  code: "resource/disk-full",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => said(facts, signs),
  finding: ({ words }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: "The disk is full",
    detail: `The program says: "${words}".`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: ({ words }) => [
    {
      id: "free-space",
      title: "Make room",
      safety: "manual",
      command: /quota|EDQUOT/i.test(words) ? "quota -s" : "df -h .",
      changes: [],
    },
  ],
  page: {
    what: "A file cannot be written because the disk or the quota is full.",
    why: "The mount on which the program writes has no room left.",
    causes: [
      "Logs that nobody rotates.",
      "Images and layers of containers.",
      "A small volume of a container.",
    ],
    not: "ENOSPC of a file watcher is resource/file-limits.",
  },
});

export function cases(): Cases {
  return saidCases("a write fails with ENOSPC", ["Error: ENOSPC: no space left on device, write"]);
}
