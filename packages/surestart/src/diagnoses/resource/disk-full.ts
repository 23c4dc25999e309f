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
      title: "Free up disk space",
      safety: "manual",
      command: /quota|EDQUOT/i.test(words) ? "quota -s" : "df -h .",
      changes: [],
    },
  ],
  page: {
    what: "A file cannot be written because the disk or the quota is full.",
    why: "The file system on which the program writes has no space left.",
    causes: [
      "Logs that nothing rotates.",
      "Images and layers of containers.",
      "A small volume of a container.",
    ],
    steps: [
      "See which file system is full: `df -h .`, and with a quota `quota -s`.",
      "Find what is large: `du -xh -d 1 . | sort -h`.",
      "Free up space: delete or rotate logs, `docker system prune`, `npm cache clean --force`, `pip cache purge`.",
    ],
    not: "ENOSPC of a file watcher is resource/file-limits.",
  },
});

export function cases(): Cases {
  return saidCases("a write fails with ENOSPC", ["Error: ENOSPC: no space left on device, write"]);
}
