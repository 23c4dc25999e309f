import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { listed, relatedReads } from "../_lookup.ts";
import { moduleKind } from "../_module-kind.ts";
import { pathFix } from "../_path-fix.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { foundElsewhere, gotRound, roleOfAbsence, subjectsOf } from "./_not-found.ts";

export default defineDiagnosis({
  code: "env/file-elsewhere",
  since: "0.1.0",
  stage: "DR",
  detect: foundElsewhere,
  about: ({ loader, missing }, facts) => subjectsOf(facts, loader, missing),
  finding: (found, facts) => {
    const { loader, file, missing } = found;
    const met = gotRound(facts, found);
    const names = missing.map((m) => m.variable.name);
    const at = loader.at ?? facts.command?.at ?? missing[0]?.reads[0].at;
    return {
      severity: met ? "info" : "error",
      confidence: "certain",
      role: met ? "met" : roleOfAbsence(facts, loader, missing),
      ...(met ? { resolved: true } : {}),
      title: `${loader.files[0]} is loaded, but the file is ${file.file}`,
      detail: `${loader.at ? loader.at.file : "The start command"} loads ${loader.files[0]} (${loader.how}), which does not exist; ${file.file} does${names.length > 0 ? ` and has ${listed(names)}` : ""}.${met ? ` surestart loaded ${file.file} itself.` : ""}`,
      ...(at ? { at } : {}),
      also: [
        { file: file.file, note: "the file that exists" },
        ...missing.flatMap((m) => relatedReads([m.reads[0]], () => `${m.variable.name} is needed here`)),
      ],
    };
  },
  fixes: ({ loader, file }, facts) => {
    if (loader.at) return [pathFix(loader, file.file, moduleKind(facts, loader.at.file))];
    const wanted = loader.files[0] ?? ".env";
    return [
      {
        id: "name-path",
        title: `Name ${file.file} in the start command instead of ${wanted}`,
        safety: "manual",
        ...(facts.command ? { command: facts.command.argv.join(" ").replace(wanted, file.file) } : {}),
        changes: [],
      },
    ];
  },
  page: {
    what: "A loader looks for its .env in one folder, and the file is in another.",
    why: "A path from a file's own folder goes up one folder too few or too many, or the file was moved.",
    causes: [
      "A `parents[n]` or `../` that is off by one.",
      "A monorepo: the file is at the root, the program in a package.",
      "The code was moved into src/ or app/, and the .env was not.",
    ],
    steps: [
      "Correct the path in the code, counted from the file that loads: `surestart doctor --fix` shows the change first.",
      "Or move the .env to the folder where it is looked for.",
    ],
    examples: [
      {
        file: "src/config/settings.py",
        wrong: 'load_dotenv(Path(__file__).parent / ".env")',
        right: 'load_dotenv(Path(__file__).resolve().parents[2] / ".env")',
      },
      {
        file: "src/server.js",
        wrong: 'process.loadEnvFile(path.join(__dirname, ".env"));',
        right: 'process.loadEnvFile(path.join(__dirname, "../.env"));',
      },
    ],
    not: "A path that is right only from another working folder is source/env-path-depends-on-cwd.",
  },
});

export function cases(): Cases {
  return {
    claims: [
      {
        name: "the path stops one folder short",
        files: {
          ".env": "LEDGER_ID=l-1\n",
          "shop/__init__.py": "",
          "shop/conf/__init__.py": "",
          "shop/conf/load.py": text`
            import os
            from pathlib import Path
            from dotenv import load_dotenv
            load_dotenv(Path(__file__).resolve().parent.parent / ".env")
            ID = os.environ["LEDGER_ID"]
          `,
          "main.py": text`
            import os
            ${importPy}
            from shop.conf import load
            ${servePy}
          `,
        },
      },
    ],
    leaves: [
      {
        name: "the path is right",
        files: {
          ".env": "LEDGER_ID=l-1\n",
          "shop/__init__.py": "",
          "shop/load.py": text`
            import os
            from pathlib import Path
            from dotenv import load_dotenv
            load_dotenv(Path(__file__).resolve().parent.parent / ".env")
            ID = os.environ["LEDGER_ID"]
          `,
          "main.py": text`
            import os
            ${importPy}
            from shop import load
            ${servePy}
          `,
        },
      },
    ],
  };
}
