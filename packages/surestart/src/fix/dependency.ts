import type { Change } from "../finding.ts";
import { normalName } from "../requirement.ts";
import type { Draft } from "./draft.ts";
import { addToPackageJson } from "./package-json.ts";
import { addToPyproject } from "./pyproject.ts";
import { FixRefused } from "./refusal.ts";
import { normalRequirement, requirement } from "./requirement.ts";
import type { TextDraft } from "./text-draft.ts";

/** Adds a package to a manifest in the manifest's own style; one that is named there already is left as it is. */
export function addDependency(
  draft: Draft,
  { manifest, name, version }: Extract<Change, { do: "add-dependency" }>,
): void {
  const file = manifest.slice(manifest.lastIndexOf("/") + 1);
  if (file === "package.json") addToPackageJson(draft.text(manifest), name, version);
  else if (file === "pyproject.toml") addToPyproject(draft.text(manifest), name, version);
  else if (!/\.(?:txt|in)$/.test(file))
    throw new FixRefused(`${manifest} is a kind of file that surestart does not edit`, manifest);
  else if (draft.exists(manifest)) addToRequirements(draft.text(manifest), name, version);
  else draft.appendTo(manifest, requirement(name, version), 0o666);
}

/** https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
function addToRequirements(text: TextDraft, name: string, version: string | undefined): void {
  const lines = Array.from({ length: text.lineCount }, (_, index) => {
    const { from, end } = text.line(index + 1);
    return { from, name: normalRequirement(text.text.slice(from, end)) };
  });
  const named = lines.filter((line) => line.name !== null);
  if (named.some((line) => line.name === normalName(name))) return;
  const names = named.map((line) => line.name!);
  const sorted = names.length > 1 && names.every((one, index) => index === 0 || names[index - 1]! <= one);
  const before = sorted ? named.find((line) => line.name! > normalName(name)) : undefined;
  if (before) text.splice(before.from, before.from, requirement(name, version) + text.eolAt(before.from));
  else text.append(requirement(name, version));
}
