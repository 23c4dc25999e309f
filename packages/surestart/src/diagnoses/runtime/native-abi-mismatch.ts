import type { Subject } from "../../compete.ts";
import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { lastWords } from "./_crash-text.ts";

/** What is said of a file for another system or processor. */
const otherSystem =
  /invalid ELF header|incompatible architecture|is not a valid Win32 application|wrong ELF class|not valid mach-o|version `GLIBC\w*_[\d.]+' not found/i;

const signs = [
  otherSystem,
  /was compiled against a different Node\.js version/i,
  /NODE_MODULE_VERSION (\d+)/,
  /undefined symbol: .*(napi|v8|Py)/i,
  /Module did not self-register/i,
  /file too short/i,
  /DLL load failed while importing/i,
  // The compiled half of a package, whose other half asked for it.
  /site-packages[\\/](\w+)[\\/][^\0]*No module named '\1\._\w+'/,
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
        system: otherSystem.test(text),
        versions: [...text.matchAll(/NODE_MODULE_VERSION (\d+)/g)].map((m) => m[1] as string),
      },
    ];
  },
  about: ({ pack }): Subject[] => (pack ? [`package ${pack}`] : []),
  finding: ({ pack, system, versions: [built, needs] }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: `${pack ?? "A native addon"} was built for another ${system ? "system" : facts.command?.language === "python" ? "Python" : "Node"}`,
    detail: `Its compiled part does not load ${system ? "on this system: it was installed on another one, or in another container" : "in the version that runs"}${built && needs ? `: it was built for module version ${built}, and ${needs} is needed` : ""}.`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: ({ pack, system }, facts) => [
    {
      id: "rebuild",
      title: `Install ${pack ?? "it"} again for this ${system ? "system" : "version"}`,
      safety: "manual",
      command:
        facts.command?.language === "python"
          ? `${facts.runtime.interpreter?.path ?? "python3"} -m pip install --force-reinstall ${pack ?? ""}`.trim()
          : `npm rebuild ${pack ?? ""}`.trim(),
      changes: [],
    },
  ],
  page: {
    what: "A compiled part of a package was built for another version or another machine.",
    why: "Compiled addons are tied to the version of the interpreter and to the processor.",
    causes: [
      "Node was updated after the install.",
      "node_modules was copied from another machine or into a container.",
      "Two versions of Node on one machine.",
    ],
    steps: [
      "Node: `npm rebuild NAME`; if that does not help, `rm -rf node_modules && npm install`.",
      "Python: `python3 -m pip install --force-reinstall --no-cache-dir NAME` with the interpreter of the start command.",
      "Containers: install inside the image, and list node_modules and .venv in .dockerignore. Do not mount those of the host.",
    ],
    says: [
      "was compiled against a different Node.js version using NODE_MODULE_VERSION …",
      "Module did not self-register: …",
    ],
    not: "A compiled part that was never built or was left out is runtime/native-addon-missing; a package that is not installed at all is runtime/module-missing.",
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
      {
        name: "node_modules from a Mac",
        files: { "server.js": server },
        run: {
          output: [
            "Error: /srv/app/node_modules/bcrypt/lib/binding/bcrypt_lib.node: invalid ELF header",
            "    at Object..node (node:internal/modules/cjs/loader:1921:18)",
            "  code: 'ERR_DLOPEN_FAILED'",
          ],
        },
      },
      {
        name: "packages of another Python",
        files: { "main.py": "import quill\n" },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 1, in <module>',
            "    import quill",
            '  File "/srv/.venv/lib/python3.11/site-packages/quill/__init__.py", line 6, in <module>',
            "    from ._quill import Pen",
            "ModuleNotFoundError: No module named 'quill._quill'",
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
