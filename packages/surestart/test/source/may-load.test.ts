import { describe, expect, test } from "vitest";
import { loadsOf, moduleOfCall, settingsOption } from "../../src/known/_find-loads.ts";
import { MayLoad } from "../../src/source/may-load/index.ts";

/** What the look says of sources, by their files' names. */
function looked(sources: Record<string, string>): boolean {
  const look = new MayLoad();
  const found = Object.entries(sources).some(([file, text]) => look.look(file, text));
  return found || look.acrossModules();
}

const calls = loadsOf("javascript").flatMap(({ calls = [], package: name }) =>
  calls.map((word): [string, string] => {
    const { module, path } = moduleOfCall(word, name);
    return [module, path.join(".")];
  }),
);

describe("every row of the table of JavaScript loaders is seen", () => {
  /** The call written in each way in which a module can be taken. */
  const written = (module: string, name: string): Record<string, string> => {
    if (name === "") return itself(module);
    const [head = "", ...more] = name.split(".");
    const rest = [...more].map((one) => `.${one}`).join("");
    return {
      named: `import { ${head} } from "${module}";\n${head}${rest}();`,
      renamed: `import { other, ${head} as bring } from '${module}';\nbring${rest}({ quiet: true });`,
      typed: `import { type Options, ${head} } from "${module}";\n${head}${rest}<Options>();`,
      default: `import it from "${module}";\nit.${name}();`,
      namespace: `import * as it from "${module}";\nit\n  .${name}();`,
      required: `require("${module}").${name}()`,
      bound: `const it = require('${module}');\nit.${name}();`,
      taken: `const { ${head}: bring } = require("${module}");\nbring${rest}();`,
      typescript: `import it = require("${module}");\nit.${name}();`,
      awaited: `(await import("${module}")).${name}();`,
      later: `import("${module}").then((it) => it.${name}());`,
      passedOn: `export { ${head} } from "${module}";`,
      allPassedOn: `export * from "${module}";`,
      inTemplate: `import { ${head} } from "${module}";\nconsole.log(\`\${${head}${rest}()} \${1}\`);`,
    };
  };
  const itself = (module: string): Record<string, string> => ({
    default: `import bring from "${module}";\nbring(".");`,
    named: `import { default as bring } from "${module}";\nbring(".");`,
    required: `require("${module}")(".")`,
    bound: `const bring = require('${module}');\nbring(".");`,
    typescript: `import bring = require("${module}");\nbring(".");`,
    awaited: `(await import("${module}")).default(".");`,
    passedOn: `export { default } from "${module}";`,
  });
  const rows = calls.flatMap(([module, name]) =>
    Object.entries(written(module, name))
      // Nobody hands on all of a module that Node itself has.
      .filter(([way]) => way !== "allPassedOn" || !/^(?:process|util)$/.test(module))
      .map(([way, text]) => [module, name, way, text] as const),
  );
  test.each(rows)("%s %s, %s", (_module, _name, _way, text) => {
    expect(looked({ "a.ts": text })).toBe(true);
  });

  test.each(calls.filter(([module]) => /^(?:process|util)$/.test(module)))("node:%s %s", (module, name) => {
    expect(looked({ "a.mjs": `import { ${name} } from "node:${module}"; ${name}();` })).toBe(true);
  });

  test.each(loadsOf("javascript").flatMap(({ imports = [] }) => imports))(
    "an import of %s alone",
    (module) => {
      expect(looked({ "a.js": `import "${module}";` })).toBe(true);
      expect(looked({ "a.cjs": `require('${module}')` })).toBe(true);
      expect(looked({ "a.mjs": `await import("${module}")` })).toBe(true);
    },
  );

  test.each([
    "process.loadEnvFile()",
    "process?.loadEnvFile?.()",
    "const { loadEnvFile } = process; loadEnvFile()",
  ])("%s", (text) => expect(looked({ "a.js": text })).toBe(true));

  test.each(calls)("%s %s that is imported and never called", (module, name) => {
    const head = name.split(".")[0] || "default as it";
    expect(looked({ "a.ts": `import { ${head} } from "${module}";\nlisten(3000);` })).toBe(false);
    expect(looked({ "a.ts": `const it = require("${module}");\nlisten(3000);` })).toBe(false);
    expect(looked({ "a.ts": `// import { ${head} } from "${module}"; ${name}();\n/* ${name}() */` })).toBe(
      false,
    );
    expect(looked({ "a.ts": `log("call ${name}() of ${module} to read the .env");` })).toBe(false);
    expect(looked({ "a.ts": `import type { ${head} } from "${module}"; let a: ${head};` })).toBe(false);
  });
});

describe("every row of the table of Python loaders is seen", () => {
  const loads = loadsOf("python");
  const origins = loads.flatMap(({ calls = [], firstUses = [] }) => [...calls, ...firstUses]);
  /** The argument that tells it to load at all. */
  const told = (origin: string): string => {
    const only = loads.find(({ calls }) => calls?.includes(origin))?.only;
    return only && "true" in only ? `${only.true}=True` : "";
  };
  const written = (origin: string): Record<string, string> => {
    const plain = origin.replaceAll("()", "");
    const names = plain.split(".");
    // A class of the module, with its method; else the function itself. Modules are written small.
    const at = names.findIndex((name, i) => i > 0 && (/^[A-Z]/.test(name) || i === names.length - 1));
    const [module, head, more] = [names.slice(0, at).join("."), names[at] as string, names.slice(at + 1)];
    const rest = more.map((one) => `.${one}`).join("");
    const given = told(origin);
    return {
      named: `from ${module} import ${head}\n${head}${rest}(${given})\n`,
      renamed: `from ${module} import (\n    other,\n    ${head} as bring,  # why\n)\nbring${rest}(${given})\n`,
      module: `import os, ${module}\n${module}.${head}${rest}(${given})\n`,
      alias: `import ${module} as it\nit.${head}${rest}(${given})\n`,
      all: `from ${module} import *\n${head}${rest}(${given})\n`,
      object: `from ${module} import ${head}\nit = ${head}(${given})\nit${rest}("X")\n`,
      guarded: `try:\n    from ${module} import ${head}\n    ${head}${rest}(${given})\nexcept ImportError: pass\n`,
    };
  };
  const rows = origins.flatMap((origin) =>
    Object.entries(written(origin)).map(([way, text]) => [origin, way, text] as const),
  );
  test.each(rows)("%s, %s", (_origin, _way, text) => {
    expect(looked({ "a.py": text })).toBe(true);
  });

  test.each(origins)("%s that another module hands on", (origin) => {
    const { named = "" } = written(origin);
    const [first = "", second = ""] = named.split("\n");
    const name = / import (\w+)$/.exec(first)?.[1];
    // What is left of the path has to be called somewhere.
    expect(looked({ "base.py": `${first}\n`, "main.py": `from base import ${name}\n${second}\n` })).toBe(
      true,
    );
  });

  test.each(origins.filter((origin) => told(origin) !== ""))("%s that is not told to load", (origin) => {
    const text = written(origin)["named"]?.replace(told(origin), "") ?? "";
    expect(looked({ "a.py": text })).toBe(false);
  });

  test.each(origins)("%s that is imported and never called", (origin) => {
    const [first = ""] = (written(origin)["named"] ?? "").split("\n");
    expect(looked({ "a.py": `${first}\nserve(8000)\n` })).toBe(false);
    expect(looked({ "a.py": `# ${written(origin)["named"]?.replaceAll("\n", "; ")}\n` })).toBe(false);
    expect(looked({ "a.py": `"""Call ${origin} first, it reads the .env."""\n` })).toBe(false);
  });

  test.each<[string, boolean]>([
    [
      `class Settings(BaseSettings):\n    model_config = SettingsConfigDict(${settingsOption.inClass}=FILE)\n`,
      true,
    ],
    [`class Settings(BaseSettings):\n    class Config:\n        ${settingsOption.inClass} = FILE\n`, true],
    [`class Settings(BaseSettings):\n    model_config = {"${settingsOption.inClass}": FILE}\n`, true],
    [`Settings(${settingsOption.atCall}=FILE)\n`, true],
    [`Settings(${settingsOption.atCall}=None)\n`, false],
    [`# ${settingsOption.inClass}=".env"\nclass Settings(BaseSettings): pass\n`, false],
  ])("a settings class: %j", (text, wanted) => {
    expect(looked({ "a.py": text })).toBe(wanted);
  });
});

describe("a string that is, as a whole, the path of a .env", () => {
  test.each<[string, string, boolean]>([
    ["a.js", `read(".env")`, true],
    ["a.js", `read('./config/.env.local')`, true],
    ["a.js", `read(\`\${home}/.env\`)`, true],
    ["a.js", `read(\`.env.\${mode}\`)`, true],
    ["a.js", `read(\`\${process.env.HOME ?? \`\${a}\`}/.env\`)`, true],
    ["a.js", String.raw`read("C:\\app\\.env")`, true],
    ["a.ts", `import.meta.env; process.env.X; read("a.env")`, false],
    ["a.js", `log("copy .env.example to .env")`, false],
    ["a.js", `log(\`no \${file} in .env\`)`, false],
    ["a.js", `// read(".env")\n/* ".env" */`, false],
    ["a.js", String.raw`ok = /["'].env/.test(x); log('it\'s ".env" that is missing')`, false],
    ["a.js", `ok = x.replace(/[/"]/g, ""); read(".env")`, true],
    ["a.js", `half = a / b; other = "c" / 2; read(".env")`, true],
    ["a.vue", `<p>Don't</p><script>read(".env")</script>`, true],
    ["a.py", `open(".env")`, true],
    ["a.py", `open(f"{base}/.env")`, true],
    ["a.py", `Path(__file__).parent / r'.env.local'`, true],
    ["a.py", `open(b'.env')`, true],
    ["a.py", `raise ValueError("set it in .env")`, false],
    ["a.py", `"""\n.env\n"""\n# open(".env")`, false],
    ["a.py", `x = 'it\\'s'  # ".env"\ny = 1`, false],
  ])("%s: %s", (file, text, wanted) => {
    expect(looked({ [file]: text })).toBe(wanted);
  });
});
