import { describe, expect, test } from "vitest";
import { createStyle } from "../../src/report/style.ts";
import { doctorScreen, failureScreen, fixesScreen } from "../../src/report/text.ts";
import type { Screen } from "../../src/report/text-finding.ts";
import { afterwardsScreen, healthyScreen } from "../../src/report/text-healthy.ts";
import {
  notLoaded,
  permissions,
  portHeld,
  storyDir,
  storyMask,
  storyReport,
  storySecret,
} from "./_sample.ts";

// Times of day are shown as the clock on the wall says.
process.env["TZ"] = "UTC";

const utf8 = { LANG: "C.UTF-8" };
const ascii = { TERM: "dumb" };

function screen(environment: Record<string, string>, color = false): Screen {
  return {
    dir: storyDir,
    mask: storyMask,
    style: createStyle({ color, environment, platform: "linux" }),
    fixCommand: "surestart doctor --fix",
  };
}

const healthy = {
  url: "http://127.0.0.1:8001",
  health: { url: "http://127.0.0.1:8001/health", status: 200 },
  variables: ".env, loaded by surestart: nothing in the project loads it",
  port: "8001, told by --port; 8000 is in use by python3 -m http.server 8000 (pid 4711, ada, since 10:59)",
  ms: 1412.4,
};
const timeline = [
  { step: "env", ms: 3.14 },
  { step: "port", ms: 0.2 },
  { step: "spawn", ms: 8 },
  { step: "healthy", ms: 1400.9 },
];

const screens: Record<string, (screen: Screen) => string> = {
  "doctor, three findings": (of) => doctorScreen(storyReport([notLoaded, portHeld, permissions]), of),
  "doctor, nothing": (of) => doctorScreen(storyReport([]), of),
  "doctor, only what is worth knowing": (of) =>
    doctorScreen(storyReport([{ ...portHeld, severity: "info" }]), of),
  "doctor, a defect": (of) =>
    doctorScreen(
      storyReport([permissions], {
        defects: [{ code: "env/encoding", error: new TypeError(`x of ${storySecret}`) }],
      }),
      of,
    ),
  "a run that failed": (of) =>
    failureScreen(storyReport([portHeld, permissions]), {
      ...of,
      ended: "python3 -m uvicorn src.main:app ended with status 1 after 0.4 s",
    }),
  "a run that is healthy": (of) => healthyScreen(timeline, healthy, of.style),
  "a healthy run, afterwards": (of) =>
    afterwardsScreen(
      "http://127.0.0.1:8001/docs",
      storyReport([{ ...notLoaded, severity: "info", resolved: true }, permissions]).findings,
      of.style,
    ),
  "every fix": (of) => fixesScreen(storyReport([notLoaded]).findings, of),
};

describe("screens", () => {
  test.each(Object.entries(screens))("%s", (name, render) => {
    expect(render(screen(utf8))).toMatchSnapshot(name);
  });

  test.each(Object.entries(screens))(
    "%s: 80 columns, plain ASCII where the terminal can no more, colours that change nothing else, no secret",
    (_, render) => {
      const text = render(screen(utf8));
      expect(text.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
      expect(render(screen(ascii))).toMatch(/^[\x20-\x7e\n]*$/);
      expect(render(screen(ascii)).length).toBeGreaterThan(0);
      const painted = render(screen(utf8, true));
      expect(painted).toContain("\u001b[");
      expect(painted.replaceAll(/\u001b\[\d+m/g, "").replaceAll(/ +$/gm, "")).toBe(
        text.replaceAll(/ +$/gm, ""),
      );
      expect(text).not.toContain(storySecret);
      expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
      expect(text).not.toContain("\n\n\n");
    },
  );
});

describe("colours", () => {
  const terminal = { isTTY: true, columns: 120 };
  test.each<[what: string, options: Parameters<typeof createStyle>[0], colored: boolean]>([
    ["a terminal", { stream: terminal, environment: {} }, true],
    ["no terminal", { stream: {}, environment: {} }, false],
    ["NO_COLOR", { stream: terminal, environment: { NO_COLOR: "1" } }, false],
    ["an empty NO_COLOR says nothing", { stream: terminal, environment: { NO_COLOR: "" } }, true],
    ["FORCE_COLOR", { stream: {}, environment: { FORCE_COLOR: "1" } }, true],
    ["FORCE_COLOR=0", { stream: terminal, environment: { FORCE_COLOR: "0" } }, false],
    ["TERM=dumb", { stream: terminal, environment: { TERM: "dumb" } }, false],
    ["--color beats NO_COLOR", { color: true, stream: {}, environment: { NO_COLOR: "1" } }, true],
    ["--no-color", { color: false, stream: terminal, environment: { FORCE_COLOR: "1" } }, false],
  ])("%s", (_, options, colored) => {
    expect(createStyle(options).paint("red", "x") !== "x").toBe(colored);
  });

  test.each([
    [{ isTTY: true, columns: 60 }, 60],
    [{ isTTY: true, columns: 300 }, 100],
    [{ isTTY: true, columns: 10 }, 40],
    [{}, 80],
  ])("the width for %j is %i", (stream, width) => {
    expect(createStyle({ stream, environment: {} }).width).toBe(width);
  });

  test.each<[environment: Record<string, string>, platform: NodeJS.Platform, unicode: boolean]>([
    [{ LANG: "de_DE.UTF-8" }, "linux", true],
    [{ LANG: "C" }, "linux", false],
    [{ LANG: "C.UTF-8", LC_ALL: "C" }, "linux", false],
    [{}, "linux", false],
    [{}, "darwin", true],
    [{ WT_SESSION: "1" }, "win32", true],
    [{ LANG: "C.UTF-8" }, "win32", false],
  ])("%j on %s", (environment, platform, unicode) => {
    expect(createStyle({ environment, platform }).unicode).toBe(unicode);
  });
});
