import type { RuntimeFacts, StartCommand } from "../facts.ts";
import { distributionName } from "../known/_distributions.ts";
import { pythonModuleOf } from "../known/_find-loads.ts";
import { normalName } from "../requirement.ts";
import { hasNodePackage } from "../runtime/node-packages.ts";
import { findPythonModule } from "../runtime/python-modules.ts";
import type { Runtime } from "../runtime/survey-runtime.ts";

/** What is known of the packages that load a .env: `dotenv`, python-dotenv and their like. */
export interface LoaderPackages {
  /** The program can import it: python-dotenv as `dotenv`, dotenv from node_modules; null when that cannot be told. */
  installed: (pack: string) => boolean | null;
  /** It is missing, and the start fails for want of it or of what is installed together with it. */
  demanded: (runtime: RuntimeFacts, pack: string) => boolean;
  /** The same as `installed`; true as well where neither it nor the server is installed yet and a manifest names it. */
  comes: (name: string) => boolean | null;
}

export function loaderPackages(
  dir: string,
  command: StartCommand | null,
  { interpreter, manifests }: Pick<Runtime, "interpreter" | "manifests">,
): LoaderPackages {
  const isPython = command?.language === "python";
  return {
    installed,
    demanded({ packages, nodeModulesMissing }, pack) {
      const missing = packages.filter((p) => !p.installed && !p.optional && !p.shadowedBy);
      if (missing.some((p) => p.name === moduleOf(pack))) return true;
      // An optional import is as good as installed where the project's packages have not been installed yet.
      return (nodeModulesMissing !== null || missing.some((p) => p.declared)) && isDeclared(pack);
    },
    comes(name) {
      const has = installed(name);
      if (has !== false || !command?.server || installed(command.server) !== false) return has;
      return isDeclared(distributionName(name));
    },
  };

  function installed(pack: string): boolean | null {
    if (!isPython) return hasNodePackage(pack, command?.cwd ?? dir);
    const python = interpreter?.python;
    if (!python) return null;
    return findPythonModule(moduleOf(pack), [...(command.importDirs ?? []), ...python.paths]) !== null;
  }

  function isDeclared(pack: string): boolean {
    const named = manifests.flatMap((m) => [...m.packages, ...m.dev]);
    return named.some((name) => normalName(name) === normalName(pack));
  }
}

/** The name by which it is imported. */
function moduleOf(pack: string): string {
  return pythonModuleOf(pack) ?? pack;
}
