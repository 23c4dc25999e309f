import { readFileSync } from "node:fs";
import path from "node:path";
import semver from "semver";
import { describe, expect, test } from "vitest";

interface Locked {
  engines?: { node?: string } | string[];
  optional?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

const home = path.resolve(import.meta.dirname, "..");
const read = (name: string) => JSON.parse(readFileSync(path.join(home, name), "utf8"));
const manifest = read("package.json") as { engines: { node: string }; allowScripts: Record<string, boolean> };
const locked = Object.entries((read("package-lock.json") as { packages: Record<string, Locked> }).packages);
const nameOf = (place: string) => place.split("node_modules/").at(-1) ?? place;
const names = new Set(locked.map(([place]) => nameOf(place)));

describe("package-lock.json", () => {
  // npm writes only the parts for the platform it runs on when node_modules is there already, and never adds the others.
  test("has every optional package, so that a clone works on every platform", () => {
    const lacking = locked.flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${place || "package.json"} wants ${name}`),
    );
    expect(
      lacking,
      "delete the entries of the package that wants them, then: npm install --package-lock-only",
    ).toEqual([]);
  });

  test("has no install script that package.json neither allows nor refuses", () => {
    const unanswered = locked
      .filter(([place, { hasInstallScript }]) => place !== "" && hasInstallScript)
      .map(([place]) => nameOf(place))
      .filter((name) => !(name in manifest.allowScripts));
    expect(unanswered).toEqual([]);
  });

  // npm warns of each that does not, although all of them run on the Node that the repository brings.
  test("has only packages that agree with the oldest Node that npm may run on", () => {
    const oldest = semver.minVersion(manifest.engines.node)?.version ?? "-";
    const refusing = locked.filter(([, { engines, optional }]) => {
      const range = Array.isArray(engines) ? undefined : engines?.node;
      return range !== undefined && optional !== true && !semver.satisfies(oldest, range);
    });
    expect(refusing.map(([place]) => place)).toEqual([]);
  });

  test("names no registry", () => {
    expect(readFileSync(path.join(home, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "https?:/);
  });
});

test("the README names the Node that npm asks for", () => {
  const [, version = "-"] = /^>=(\d+\.\d+)\.0$/.exec(manifest.engines.node) ?? [];
  expect(readFileSync(path.join(home, "README.md"), "utf8")).toContain(`Node ${version} or newer`);
});

// npm checks the engines of each workspace against the Node that installs, which is not the one that runs it.
test.each(["packages/surestart", "backend"])("%s asks nothing of the Node that installs it", (dir) => {
  expect(read(`${dir}/package.json`)).not.toHaveProperty("engines");
});

test("the package asks for the Node that its command asks for", () => {
  const wanted = read("packages/surestart/package.json").publishConfig.engines.node as string;
  const [, version = "-"] = /^>=(\d+\.\d+)\.0$/.exec(wanted) ?? [];
  const bin = readFileSync(path.join(home, "packages/surestart/bin/surestart.cjs"), "utf8");
  expect(bin).toContain(`surestart needs Node ${version} or newer`);
});
