import type { ProcessDetails } from "./system.ts";

/**
 * Why this process must not be stopped to free its port, or null. Words that fit after "it is". What is named here either
 * belongs to the machine and not to a project, is started again at once by its master, or carries much more than this port.
 */
export function mustNotStop(holder: Pick<ProcessDetails, "pid" | "name" | "argv" | "unit">): string | null {
  if (holder.pid === 0 || holder.pid === 1) return `the first process of this system (pid ${holder.pid})`;
  if (holder.pid === 4 && holder.name === "System")
    return "the kernel of Windows (http.sys answers for IIS, WinRM or another service)";
  const path = holder.argv[0] ?? holder.name;
  const names = [fileName(path), fileName(holder.name)];
  for (const kind of kinds) if (names.some((name) => kind.names.test(name))) return kind.why;
  if (holder.argv.includes("--config-net") && /^pasta/.test(fileName(path))) return containers;
  if (editors.some((pattern) => holder.argv.some((word) => pattern.test(word))))
    return "an editor's port forwarder";
  if (holder.unit?.startsWith("container "))
    return `a process of ${holder.unit}; stop that container instead`;
  if (holder.unit) return `the system service ${holder.unit}; systemctl stops it`;
  return null;
}

const containers = "the port forwarder of containers; stop the container instead";

const kinds: { names: RegExp; why: string }[] = [
  { names: /^(systemd(-.+)?|init|launchd)$/, why: "part of the operating system" },
  { names: /^sshd(-session)?$/, why: "the ssh server (it may carry your own session)" },
  // A client that listens forwards ports (-L, -D), whatever its command line or its configuration says.
  { names: /^(auto)?ssh(\.exe)?$/, why: "an ssh tunnel" },
  {
    names:
      /^(docker-proxy|dockerd|containerd|com\.docker\..+|vpnkit.*|rootlessport|rootlesskit|slirp4netns|gvproxy)$/,
    why: containers,
  },
  {
    names: /^(ControlCe.*|AirPlayXPCHelper|rapportd|sharingd)$/,
    why: "the AirPlay receiver of macOS; switch it off in System Settings, General, AirDrop & Handoff",
  },
  { names: /^(svchost|services|lsass|wininit|spoolsv)\.exe$/i, why: "a service of Windows" },
  { names: /^(wslrelay|wslhost|wslservice|vmmem\w*|vmcompute)(\.exe)?$/i, why: "the port forwarder of WSL" },
];

// An editor by its own folder, and its server half, which runs on the interpreter that it brings.
const editors = [
  /[/\\](code|code-insiders|vscodium|codium|cursor|windsurf|Microsoft VS Code)[/\\](code(-insiders)?|codium|cursor|windsurf)(\.exe)?$/i,
  /[/\\](Visual Studio Code|Cursor|Windsurf|VSCodium)[^/]*\.app[/\\]/,
  /[/\\]\.(vscode|cursor|windsurf|vscodium)(-[a-z]+)*-server[/\\]/,
];

/** `sshd: ada [priv]` is sshd. */
function fileName(word: string): string {
  const title = /^([\w.-]+): /.exec(word);
  return (title?.[1] ?? word).replace(/^.*[/\\](?=.)/, "");
}
