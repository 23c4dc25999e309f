import type { ProcessDetails } from "./system.ts";

/**
 * Why this process must not be stopped to free its port, or null. Words that fit behind "it is". What is named here either
 * belongs to the machine and not to a project, is started again at once by its master, or carries much more than this port.
 */
export function mustNotStop(holder: Pick<ProcessDetails, "pid" | "name" | "argv" | "unit">): string | null {
  if (holder.pid === 0 || holder.pid === 1) return `the first process of this system (pid ${holder.pid})`;
  if (holder.pid === 4 && holder.name === "System")
    return "the kernel of Windows (http.sys answers for IIS, WinRM or another service)";
  const program = programName(holder.argv[0] ?? holder.name);
  const kernelName = programName(holder.name);
  for (const { names, why } of kinds) if (names.test(program) || names.test(kernelName)) return why;
  if (/^(auto)?ssh$/.test(program)) return "an ssh tunnel";
  if (holder.argv.some((word) => editorServer.test(word))) return "an editor's port forwarder";
  if (holder.unit) return `the system service ${holder.unit}; systemctl stops it`;
  return null;
}

const kinds: { names: RegExp; why: string }[] = [
  { names: /^(systemd(-.+)?|init|launchd)$/, why: "part of the operating system" },
  { names: /^sshd(-session)?$/, why: "the ssh server (it may carry your own session)" },
  {
    names:
      /^(docker-proxy|dockerd|containerd|com\.docker\..+|vpnkit.*|rootlessport|rootlesskit|slirp4netns|pasta(\.avx2)?|gvproxy|conmon|limactl)$/,
    why: "the port forwarder of containers; stop the container instead",
  },
  {
    names: /^(ControlCe.*|ControlCenter|AirPlayXPCHelper|rapportd|sharingd)$/,
    why: "the AirPlay receiver of macOS; it is switched off in System Settings, General, AirDrop & Handoff",
  },
  {
    names: /^(svchost|services|lsass|wininit|spoolsv|System)$/,
    why: "a service of Windows",
  },
  { names: /^(wslrelay|wslhost|wslservice|vmmem.*|vmcompute)$/, why: "the port forwarder of WSL" },
  {
    names:
      /^(code(-insiders|-tunnel)?|Code( - Insiders)?|Code Helper.*|codium|Cursor( Helper.*)?|cursor|windsurf|Windsurf.*|zed|idea|pycharm|webstorm|phpstorm|goland|rider|clion)$/,
    why: "an editor's port forwarder",
  },
];

// Editors run their server half on the interpreter that they bring, so only the path tells them.
const editorServer = /[/\\]\.(vscode|cursor|windsurf|vscodium)(-[a-z]+)*-server[/\\]/;

/** The file name of an executable, without the ending that Windows adds; `sshd: ada [priv]` is sshd. */
function programName(word: string): string {
  const title = /^([\w.-]+): /.exec(word);
  if (title) return title[1] as string;
  return word.replace(/^.*[/\\](?=.)/, "").replace(/\.exe$/i, "");
}
