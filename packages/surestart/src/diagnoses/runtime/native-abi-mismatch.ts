import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { lastWords } from "./_crash-text.ts";

const signs = [
  /was compiled against a different Node\.js version/i,
  /NODE_MODULE_VERSION (\d+)/,
  /invalid ELF header/i,
  /Could not locate the bindings file/i,
  /undefined symbol: .*(napi|v8|Py)/i,
  /incompatible architecture/i,
  /is not a valid Win32 application/i,
  /Module did not self-register/i,
  /wrong ELF class|file too short|version `GLIBC\w*_[\d.]+' not found/i,
  /DLL load failed while importing/i,
  /Importing the numpy C-extensions failed|module compiled against API version/i,
];

export default defineDiagnosis({
  code: "runtime/native-abi-mismatch",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const text = lastWords(facts);
    if (!signs.some((s) => s.test(text))) return [];
    const path =
      /node_modules[\\/]((?:@[^\\/\s'"]+[\\/])?[^\\/\s'"]+)[\\/][^\s'"]*\.node/.exec(text)?.[1] ??
      /site-packages[\\/]([^\\/\s'"]+)/.exec(text)?.[1] ??
      null;
    return [
      {
        pack: path?.replace("\\", "/") ?? null,
        versions: [...text.matchAll(/NODE_MODULE_VERSION (\d+)/g)].map((m) => m[1] as string),
      },
    ];
  },
  finding: ({ pack, versions: [built, needs] }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: `${pack ?? "A native addon"} was built for another ${facts.command?.language === "python" ? "Python" : "Node"}`,
    detail: `Its compiled part does not load in the version that runs${built && needs ? `: it was built for module version ${built}, and ${needs} is needed` : ""}.`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: ({ pack }, facts) => [
    {
      id: "rebuild",
      title: `Build ${pack ?? "it"} anew for this version`,
      safety: "manual",
      command:
        facts.command?.language === "python"
          ? `python3 -m pip install --force-reinstall ${pack ?? ""}`.trim()
          : `npm rebuild ${pack ?? ""}`.trim(),
      changes: [],
    },
  ],
  page: {
    what: "A package with a compiled part was built for another version or another machine.",
    why: "Compiled addons are tied to the version of the interpreter and to the processor.",
    causes: [
      "Node was updated after the install.",
      "node_modules was copied from another machine or into a container.",
      "Two versions of Node on one machine.",
    ],
    says: [
      "was compiled against a different Node.js version using NODE_MODULE_VERSION …",
      "Module did not self-register: …",
    ],
    not: "A package that is not there at all is runtime/module-missing.",
  },
});

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "Node was updated",
        files: { "server.js": server },
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 1, signal: null },
          output: [
            "Error: The module '/srv/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node'",
            "was compiled against a different Node.js version using",
            "NODE_MODULE_VERSION 115. This version of Node.js requires",
            "NODE_MODULE_VERSION 137. Please try re-compiling or re-installing",
            "    at Object..node (node:internal/modules/cjs/loader:1921:18)",
            "  code: 'ERR_DLOPEN_FAILED'",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "healthy",
        files: { "server.js": server },
        run: { outcome: "healthy", ended: "healthy", output: [] },
      },
    ],
  };
}
