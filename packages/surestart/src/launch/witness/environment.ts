/** What tells the interpreters of a program about the observer: two variables that are added to, and one that says where its folder is. */
export function witnessEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
  preload: string,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const path = nameOf("PYTHONPATH", environment, platform);
  const options = nameOf("NODE_OPTIONS", environment, platform);
  const [oldPath, oldOptions] = [environment[path] ?? "", environment[options] ?? ""];
  return {
    SURESTART_WITNESS: folder,
    [path]: oldPath === "" ? folder : `${folder}${platform === "win32" ? ";" : ":"}${oldPath}`,
    // With its permission model Node reads only what it is allowed to: it would not even start.
    ...(/--(?:experimental-)?permission\b/.test(oldOptions)
      ? {}
      : { [options]: `--require ${quoted(preload, platform)} ${oldOptions}`.trim() }),
  };
}

/** NODE_OPTIONS knows double quotes, and a backslash in them; Node on Windows takes slashes as well. */
export function quoted(file: string, platform: NodeJS.Platform): string {
  const plain = platform === "win32" ? file.replaceAll("\\", "/") : file.replaceAll(/["\\]/g, "\\$&");
  return `"${plain}"`;
}

/** On Windows a variable is the same in any letter case. */
function nameOf(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform !== "win32") return name;
  return Object.keys(environment).find((one) => one.toUpperCase() === name) ?? name;
}
