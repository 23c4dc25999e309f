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
    ["Error: That port is already in use.", null],
    ["listen tcp :1258: bind: address already in use", 1258],
    ["2026/12/01 01:12:54 listen tcp 127.0.0.1:4170: bind: address already in use", 4170],
    ["2026-12-01T01:12:54.120Z ERROR [Errno 98] Address already in use", null],
    [
      "/usr/lib/ruby/3.1.0/socket.rb:201:in `bind': Address already in use - bind(2) for 127.0.0.1:4199 (Errno::EADDRINUSE)",
      4199,
    ],
    ["main.go:12: listen tcp :4170: bind: address already in use", 4170],
    ["Web server failed to start. Port 4176 was already in use.", 4176],
    ['called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: "x" }', null],
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

  test.each<[string, number | null]>([
    ["Error: listen EACCES: permission denied 0.0.0.0:8000", 8000],
    ["Error: listen EACCES: permission denied :::8000", 8000],
    [
      "ERROR:    [Errno 13] error while attempting to bind on address ('127.0.0.1', 8000): an attempt was made to access a socket in a way forbidden by its access permissions",
      8000,
    ],
    [
      "ERROR:    [Errno 13] error while attempting to bind on address ('127.0.0.1', 8000): der zugriff auf einen socket war aufgrund der zugriffsrechte des sockets unzulässig",
      8000,
    ],
    ["Error: Der Zugriff auf einen Socket war unzulässig. (os error 10013)", null],
    ["Error: Os { code: 10048, kind: AddrInUse } (os error 10048)", null],
    ["listen tcp 127.0.0.1:8000: bind: An attempt was made to access a socket in a way forbidden", 8000],
    [
      "listen tcp :8000: bind: Normalerweise darf jede Socketadresse nur jeweils einmal verwendet werden.",
      8000,
    ],
    ["panic: listen tcp [::1]:8000: bind: 通常每个套接字地址只允许使用一次。", 8000],
    ["java.net.BindException: Permission denied: bind", null],
  ])("on Windows, in any language: %s", (line, port) => {
    expect(bindErrorIn([line], "win32")).toEqual({ port });
    // Elsewhere it is a right that is missing, which no other port of the same kind brings.
    expect(bindErrorIn([line], "linux")).toBeNull();
  });

  test.each([
    "ERROR:    [Errno 10049] error while attempting to bind on address ('10.1.2.3', 8000): the requested address is not valid in its context",
    "listen tcp 10.1.2.3:8000: bind: The requested address is not valid in its context.",
    "java.net.BindException: Cannot assign requested address: bind",
    "EACCES: permission denied, open 'C:\\data\\db'",
  ])("nor on Windows: %s", (line) => {
    expect(bindErrorIn([line], "win32")).toBeNull();
  });

  test("a port that an earlier line names is not forgotten", () => {
    expect(
      bindErrorIn(["Connection in use: ('0.0.0.0', 8000)", "OSError: [Errno 98] Address already in use"]),
    ).toEqual({
      port: 8000,
    });
  });
});
