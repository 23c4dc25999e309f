import { nearest } from "../near.ts";

/** Some of the checks, with a probe of their own. Without `include` all of them but those of `exclude`. */
export interface HealthGroup {
  include?: readonly string[];
  exclude?: readonly string[];
}

const taken = ["live", "ready", "started"];

/** Whether a check is in a group; a check that is added later is in every group that does not leave it out. */
export function isInGroup(check: string, { include, exclude = [] }: HealthGroup): boolean {
  return (include?.includes(check) ?? true) && !exclude.includes(check);
}

/** @throws {TypeError} for a name that is not usable or that no check has: that is seen when the program starts */
export function checkGroups(groups: Readonly<Record<string, HealthGroup>>, checks: readonly string[]): void {
  for (const [name, { include = [], exclude = [] }] of Object.entries(groups)) {
    if (!/^[\w-]{1,64}$/.test(name) || taken.includes(name)) {
      throw new TypeError(
        `A health group cannot be named "${name}": use letters, digits, "_" and "-", but not ${taken.join(", ")}`,
      );
    }
    for (const check of [...include, ...exclude]) {
      if (checks.includes(check)) continue;
      const near = nearest(check, checks);
      const meant = near === null ? "" : `; did you mean "${near}"?`;
      throw new TypeError(`The health group "${name}" names a check that does not exist: "${check}"${meant}`);
    }
  }
}
