import { describe, expect, test } from "vitest";
import { bindErrorIn } from "../../src/launch/bind-error.ts";

describe("a program's word that the port is taken", () => {
  test.each<[string, number | null]>([
    ["Error: listen EADDRINUSE: address already in use 127.0.0.1:3000", 3000],
    ["Error: listen EADDRINUSE: address already in use :::3000", 3000],
    ["Error: bind EADDRINUSE null:3000", 3000],
    [
      "ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1', 8000): address already in use",
      8000,
    ],
    [
      "ERROR:    [Errno 48] error while attempting to bind on address ('::1', 8000, 0, 0): address already in use",
      8000,
    ],
    ["OSError: [Errno 98] Address already in use", null],
    [
      "ERROR:    [WinError 10013] Der Zugriff auf einen Socket war aufgrund der Zugriffsrechte unzulässig",
      null,
    ],
    ["[Errno 10048] error while attempting to bind on address ('127.0.0.1', 8000): …", 8000],
    ["[2026-11-22 13:52:18 +0000] [28219] [ERROR] Connection in use: ('127.0.0.1', 17999)", 17999],
    ["Port 5000 is in use by another program. Either identify and stop that program", 5000],
    ["Error: That port is already in use: address already in use", null],
    ["listen tcp :1258: bind: address already in use", 1258],
    ["Failed to bind to address https://127.0.0.1:7140: address already in use.", 7140],
  ])("%s", (line, port) => {
    expect(bindErrorIn(["starting", line])).toEqual({ port });
  });

  test.each([
    "listening on 127.0.0.1:3000",
    "Error: connect ECONNREFUSED 127.0.0.1:5432",
    "Error: listen EACCES: permission denied 0.0.0.0:80",
    "user name already in use",
  ])("not: %s", (line) => {
    expect(bindErrorIn([line])).toBeNull();
  });

  test("a port that an earlier line names is not forgotten", () => {
    expect(
      bindErrorIn(["Connection in use: ('0.0.0.0', 8000)", "OSError: [Errno 98] Address already in use"]),
    ).toEqual({
      port: 8000,
    });
  });
});
