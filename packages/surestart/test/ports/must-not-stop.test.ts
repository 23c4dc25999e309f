import { expect, test } from "vitest";
import { mustNotStop } from "../../src/ports/must-not-stop.ts";

const holder = (argv: string[], change: object = {}) => ({
  pid: 4711,
  name: (argv[0] ?? "").replace(/^.*[/\\]/, "").slice(0, 15),
  argv,
  unit: null,
  ...change,
});

test.each([
  [["/usr/sbin/sshd", "-D"], /ssh server/],
  [["sshd: ada [priv]"], /ssh server/],
  [["/lib/systemd/systemd-resolved"], /operating system/],
  [["/usr/bin/docker-proxy", "-proto", "tcp", "-host-port", "8000"], /containers/],
  [["C:\\Program Files\\Docker\\com.docker.backend.exe"], /containers/],
  [["rootlessport"], /containers/],
  [["ssh", "-N", "-L", "8000:localhost:80", "host"], /ssh tunnel/],
  [["/System/Library/CoreServices/ControlCenter.app/Contents/MacOS/ControlCenter"], /AirPlay/],
  [["C:\\Windows\\System32\\svchost.exe", "-k", "x"], /service of Windows/],
  [["wslrelay.exe", "--mode", "2"], /WSL/],
  [["pasta", "--config-net", "-t", "8000"], /containers/],
  [["/usr/share/code/code", "--type=utility"], /editor/],
  [["/Applications/Cursor.app/Contents/Frameworks/Cursor Helper (Plugin)"], /editor/],
  [["C:\\Users\\ada\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe"], /editor/],
  [["/home/ada/.vscode-server/cli/servers/Stable-1/server/node", "out/server-main.js"], /editor/],
])("%j must not be stopped", (argv, why) => {
  expect(mustNotStop(holder(argv))).toMatch(why);
});

test("a process of a container", () => {
  expect(mustNotStop(holder(["node", "server.js"], { unit: "container 0123456789ab" }))).toMatch(
    /stop that container/,
  );
});

test("pid 1, the kernel of Windows, and a service of systemd", () => {
  expect(mustNotStop(holder(["node", "server.js"], { pid: 1 }))).toMatch(/pid 1/);
  expect(mustNotStop(holder(["System"], { pid: 4, name: "System" }))).toMatch(/http\.sys/);
  expect(mustNotStop(holder(["postgres"], { unit: "postgresql.service" }))).toMatch(/postgresql\.service/);
});

test.each([
  [["node", "server.js"]],
  [["/usr/bin/python3", "-m", "http.server", "8000"]],
  [["gunicorn: master [app:app]"]],
  [["node", "code.js"]],
  [["/home/ada/code/server"]],
  [["./services"]],
  [["/srv/pasta"]],
  [["/home/ada/ssh-keys-api/bin/api"]],
  [["node", "/home/ada/systemd/index.js"]],
  [["ruby", "/home/ada/.vscode/launch.rb"]],
])("%j is a program like any other", (argv) => {
  expect(mustNotStop(holder(argv))).toBeNull();
});
