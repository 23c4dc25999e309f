import { expect, test } from "vitest";
import { commandOnWindows } from "../src/command-on-windows.ts";

test.each([
  ["npm ci", "npm ci"],
  [
    ".venv/Scripts/python.exe -m pip install -r api/requirements.txt",
    ".venv\\Scripts\\python.exe -m pip install -r api/requirements.txt",
  ],
  ["./node_modules/.bin/tsx src/server.ts", ".\\node_modules\\.bin\\tsx src/server.ts"],
  ["C:\\Python\\python.exe main.py", "C:\\Python\\python.exe main.py"],
  ["cd apps/web && npm ci", 'cmd /c "cd apps\\web && npm ci"'],
  [
    "python -m venv .venv && .venv\\Scripts\\pip install -r requirements.txt",
    'cmd /c "python -m venv .venv && .venv\\Scripts\\pip install -r requirements.txt"',
  ],
  ["npm install @scope/name", 'npm install "@scope/name"'],
  ['cd "my api" && npm ci', 'cd "my api" && npm ci'],
  ['cmd /c "net stop winnat && net start winnat"', 'cmd /c "net stop winnat && net start winnat"'],
])("%s is typed as %s", (command, typed) => {
  expect(commandOnWindows(command)).toBe(typed);
});
