import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { baseName, listed, relatedReads } from "../_lookup.ts";
import { moduleKind } from "../_module-kind.ts";
import { nameFix, pathFix } from "../_path-fix.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { foundMisnamed, isPlain, roleOfAbsence, subjectsOf } from "./_not-found.ts";

export default defineDiagnosis({
  code: "env/file-misnamed",
  since: "0.1.0",
  stage: "DR",
  detect: foundMisnamed,
  about: ({ loader, missing }, facts) => subjectsOf(facts, loader, missing),
  finding: ({ loader, file, missing }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: roleOfAbsence(facts, loader, missing),
    title: `Nothing reads ${file.file}: the loader looks for ${baseName(loader.files[0] ?? ".env")}`,
    detail: `${file.file} has ${listed(missing.map((m) => m.variable.name)) || "the variables"}; ${loader.at ? loader.at.file : "the start command"} loads ${loader.files[0] ?? ".env"} (${loader.how}), and there is no such file.`,
    at: isPlain(file) && loader.at ? loader.at : { file: file.file },
    also: [
      ...(isPlain(file)
        ? [{ file: file.file, note: "the file that exists" }]
        : loader.at
          ? [{ ...loader.at, note: "the load" }]
          : []),
      ...missing.flatMap((m) => relatedReads([m.reads[0]], () => `${m.variable.name} is needed here`)),
    ],
  }),
  fixes: ({ loader, file }, facts) => {
    if (isPlain(file))
      return [
        nameFix(loader, file.file) ?? pathFix(loader, file.file, moduleKind(facts, loader.at?.file ?? "")),
      ];
    const folder = file.file.includes("/") ? file.file.slice(0, file.file.lastIndexOf("/") + 1) : "";
    const wanted =
      loader.files.find((f) => f.startsWith(folder)) ?? `${folder}${baseName(loader.files[0] ?? ".env")}`;
    return [
      {
        id: "rename",
        title: `Rename ${file.file} to ${wanted}`,
        safety: "review",
        changes: [{ do: "rename", from: file.file, to: wanted }],
      },
    ];
  },
  page: {
    what: "A file that was meant as .env has a name that no loader of the project reads.",
    why: "Loaders look for one exact name, and most say nothing when it does not exist.",
    causes: [
      "An editor on Windows that adds .txt, with file extensions hidden.",
      "`env` without the dot, or `.ENV`.",
      "A copy of an example under another name.",
    ],
    steps: [
      "Rename the file to the name that is loaded: `surestart doctor --fix`, or `mv env.txt .env`.",
      "If the file has the right name and the code the wrong one, correct the path in the code.",
    ],
    not: "A file with the right name in another folder is env/file-elsewhere.",
  },
});

export function cases(): Cases {
  return {
    claims: [
      {
        name: "the load names a file that is not there, and a .env is",
        files: {
          ".env": "MAIL_BOX=a\n",
          "main.py": text`
            import os
            from dotenv import load_dotenv
            load_dotenv(".env.local")
            if not os.environ.get("MAIL_BOX"):
                raise SystemExit("MAIL_BOX is not set")
          `,
        },
      },
      {
        name: "saved with .txt behind its name",
        files: {
          ".env.txt": "CRAWL_ROOT=/srv\n",
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            ROOT = os.environ["CRAWL_ROOT"]
            ${servePy}
          `,
        },
      },
    ],
    leaves: [
      {
        name: "a text of notes beside the .env",
        files: {
          ".env": "CRAWL_ROOT=/srv\n",
          ".env.txt": "CRAWL_ROOT=/old\n",
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            ROOT = os.environ["CRAWL_ROOT"]
            ${servePy}
          `,
        },
      },
    ],
  };
}
