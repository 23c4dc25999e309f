import path from "node:path";
import type { RuntimeFacts } from "../facts.ts";
import { readText } from "../files.ts";
import { lineOf } from "../line-of.ts";
import { shown } from "./command/state.ts";
import { installsOf, nodeInstall } from "./install-node.ts";

/** How the project's own tool brings the native parts of packages, and the settings that keep it from that. */
export function nativeParts({
  dir,
  folders,
  environment,
}: {
  dir: string;
  folders: readonly string[];
  environment: Record<string, string | undefined>;
}): Pick<RuntimeFacts, "nativeParts"> {
  const steps = nodeInstall({ folders });
  const native = steps && installsOf(steps.tool)?.native;
  if (!steps || !native) return {};
  const home = environment["HOME"] ?? environment["USERPROFILE"];
  const places = [...new Set([steps.folder, ...folders, ...(home ? [home] : [])])];
  const off = native.switchedOff.flatMap(({ file, line, what }) =>
    places.flatMap((folder) => {
      const at = lineOf(readText(path.join(folder, file)) ?? "", (one) => line.test(one));
      const named = folder === home ? `~/${file}` : shown({ dir }, path.join(folder, file));
      return at.line === undefined ? [] : [{ at: { file: named, line: at.line }, what }];
    }),
  );
  const asks =
    native.allowed &&
    !native.allowed.files.some((file) => allows(path.join(steps.folder, file), native.allowed?.key));
  return {
    nativeParts: {
      rebuild: `${steps.tool} ${native.rebuild}`,
      optional: `${steps.tool} ${native.optional}`,
      off,
      ...(asks ? { asks: true } : {}),
    },
  };
}

function allows(file: string, key: RegExp | undefined): boolean {
  return key?.test(readText(file) ?? "") === true;
}
