import { afterEach, expect, test, vi } from "vitest";
import { withProgress } from "../../src/cli/progress.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const rows: [what: string, isTTY: boolean, format: "text" | "json", ci: string, printed: string][] = [
  [
    "a terminal",
    true,
    "text",
    "",
    "\r\x1b[KReading sources: 1,240 of 5,001\r\x1b[KReading sources: 1,300 of 5,001\r\x1b[K",
  ],
  ["a file or a pipe", false, "text", "", ""],
  ["JSON on a terminal", true, "json", "", ""],
  ["CI", true, "text", "true", ""],
];

test.each(rows)(
  "%s shows after a second how far it has come, and in the end no trace of it",
  async (...row) => {
    const [, isTTY, format, ci, printed] = row;
    vi.stubEnv("CI", ci);
    vi.useFakeTimers({ toFake: ["performance"] });
    let written = "";
    const stream = { isTTY, columns: 80, write: (text: string) => (written += text) };
    const work = async (onProgress: (read: number, known: number) => void): Promise<string> => {
      onProgress(20, 5001);
      vi.advanceTimersByTime(1001);
      onProgress(1240, 5001);
      onProgress(1240, 5001);
      onProgress(1300, 5001);
      return "done";
    };
    const call = { color: false, format } as const;
    expect(await withProgress(call, work, stream as unknown as NodeJS.WriteStream)).toBe("done");
    expect(written).toBe(printed);
  },
);

test("of a monorepo it says in which workspace it is", async () => {
  vi.stubEnv("CI", "");
  vi.useFakeTimers({ toFake: ["performance"] });
  let written = "";
  const stream = { isTTY: true, columns: 80, write: (text: string) => (written += text) };
  const call = { color: false, format: "text" } as const;
  await withProgress(
    call,
    async (onProgress) => {
      vi.advanceTimersByTime(1001);
      onProgress(1240, 5001, " of apps/web, 3 of 12");
    },
    stream as unknown as NodeJS.WriteStream,
  );
  expect(written).toBe("\r\x1b[KReading sources of apps/web, 3 of 12: 1,240 of 5,001\r\x1b[K");
});
