import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { listed, relatedReads } from "../_lookup.ts";
import { moduleKind } from "../_module-kind.ts";
import { pathFix } from "../_path-fix.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { dependsOnCwd, foundElsewhere, gotRound, roleOfAbsence, subjectsOf } from "../env/_not-found.ts";

export default defineDiagnosis({
  code: "source/env-path-depends-on-cwd",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => foundElsewhere(facts).filter((found) => dependsOnCwd(facts, found)),
  about: ({ loader, missing }, facts) => subjectsOf(facts, loader, missing),
  finding: (found, facts) => {
    const { loader, file, missing } = found;
    const met = gotRound(facts, found);
    const at = loader.at;
    return {
      severity: met ? "info" : "error",
      confidence: "certain",
      role: met ? "met" : roleOfAbsence(facts, loader, missing),
      ...(met ? { resolved: true } : {}),
      title: `${loader.how} looks in the working folder, but the file is ${file.file}`,
      detail: `The path is relative to the folder in which the program is started: here that is ${loader.files[0]}, which does not exist. ${file.file} has ${listed(missing.map((m) => m.variable.name)) || "the variables"}.${met ? ` surestart loaded ${file.file} itself.` : ""}`,
      ...(at ? { at } : {}),
      also: [
        { file: file.file, note: "the file that exists" },
        ...missing.flatMap((m) => relatedReads([m.reads[0]], () => `${m.variable.name} is needed here`)),
      ],
    };
  },
  fixes: ({ loader, file }, facts) => [
    pathFix(loader, file.file, loader.at ? moduleKind(facts, loader.at.file) : "cjs"),
  ],
  page: {
    what: "A .env is loaded by a path that is relative to the working folder, and the program is started in another folder.",
    why: "A relative path means another file in each folder, and loaders say nothing when there is none.",
    causes: [
      "The program is started in the repository's root, and the file is in a package.",
      "pm2, systemd or an IDE starts it elsewhere.",
    ],
    steps: [
      "Build the path from the file that loads: `surestart doctor --fix` shows the change.",
      "Or start the program in the folder of the .env: `cd` in a script, `WorkingDirectory=` for systemd, `cwd` for pm2 or an IDE.",
    ],
    examples: [
      {
        file: "app/main.py",
        wrong: 'load_dotenv(".env")',
        right: 'load_dotenv(Path(__file__).resolve().parents[0] / ".env")',
      },
      {
        file: "app/server.js",
        wrong: 'process.loadEnvFile(".env");',
        right: 'process.loadEnvFile(require("node:path").join(__dirname, "./.env"));',
      },
    ],
    not: "A wrong path from the file's own folder is env/file-elsewhere.",
  },
});

const settings = (path: string): string =>
  text`
    import os
    ${importPy}
    from dotenv import load_dotenv
    load_dotenv(${path})
    KEY = os.environ["DOCK_ID"]
    ${servePy}
  `;

export function cases(): Cases {
  return {
    claims: [
      {
        name: "started from the folder above",
        files: { "api/.env": "DOCK_ID=d1\n", "api/main.py": settings('".env"') },
        command: ["/usr/bin/python3", "api/main.py"],
      },
    ],
    leaves: [
      {
        name: "the loader looks beside its own file",
        files: { "api/.env": "DOCK_ID=d1\n", "api/main.py": settings("") },
        command: ["/usr/bin/python3", "api/main.py"],
      },
    ],
  };
}
