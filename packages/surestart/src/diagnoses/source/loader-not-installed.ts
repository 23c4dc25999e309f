import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, PackageFact } from "../../facts.ts";
import { loaderPackages } from "../../known/_tools.ts";
import { text } from "../_text.ts";
import { installCommand, isMissing, subjectsOf, whereInstalled } from "../runtime/_packages.ts";

export default defineDiagnosis({
  code: "source/loader-not-installed",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => facts.runtime.packages.filter((p) => loaderPackages.has(p.name) && isMissing(p)),
  about: (pack) => subjectsOf([pack]),
  finding: (pack, facts) => {
    const failed = facts.run?.outcome === "failed" && speaksOf(facts, pack);
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: "certain",
      role: failed ? "crash" : "would",
      title: `${pack.distribution} is imported, but not installed`,
      detail: `${pack.at.file} loads the .env with ${pack.distribution}, and ${whereInstalled(facts)} does not have it${pack.declared ? "; a manifest lists it" : "; no manifest of the project lists it either"}.`,
      at: pack.at,
    };
  },
  fixes: (pack, facts) => [
    {
      id: "install",
      title: `Install ${pack.distribution}`,
      safety: "manual",
      command: installCommand(facts, pack.distribution, pack.declared),
      changes: [],
    },
  ],
  page: {
    what: "The code imports the package that loads its .env, but the interpreter or node_modules in use does not have it.",
    why: "The import fails before anything else runs.",
    causes: [
      "Another package brought it along, and was removed or updated.",
      "It was installed for another interpreter.",
      "It is a development dependency, and only the other dependencies were installed.",
    ],
    steps: [
      "Install it where the program runs: `python3 -m pip install python-dotenv`, or `npm install dotenv`. The finding names the command for your package manager.",
      "Add it to the dependencies of the manifest, so that the next install has it.",
    ],
    not: "Other packages that are missing are runtime/module-missing; when several or all of them are missing, it is runtime/packages-missing or runtime/node-modules-missing.",
  },
});

function speaksOf(facts: Facts, pack: PackageFact): boolean {
  const text = [facts.run?.crash?.message ?? "", ...(facts.run?.crash?.lines ?? [])].join("\n");
  return (
    text.includes(`'${pack.name}'`) || text.includes(`"${pack.name}"`) || text.includes(`'${pack.name}/`)
  );
}

export function cases(): Cases {
  const server = text`
    import "dotenv/config";
    import { createServer } from "node:http";
    createServer().listen(process.env.PORT);
  `;
  return {
    claims: [
      {
        name: "in no list of dependencies",
        files: {
          "package.json": '{"type":"module"}',
          "node_modules/other/package.json": '{"name":"other"}',
          "server.js": server,
        },
      },
    ],
    leaves: [
      {
        name: "installed",
        files: {
          "package.json": '{"type":"module","dependencies":{"dotenv":"17"}}',
          "node_modules/dotenv/package.json":
            '{"name":"dotenv","version":"17.0.0","exports":{"./config":"./config.js"}}',
          "node_modules/dotenv/config.js": "",
          "server.js": server,
        },
      },
    ],
  };
}
