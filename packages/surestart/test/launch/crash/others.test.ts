import { expect, test } from "vitest";
import { readCrash } from "../../../src/launch/crash.ts";

// Each is what a real program printed: Go 1.22, Rust 1.89, Ruby 3.1, PHP 8.2, Java 17; .NET's is from its documentation.
const printed: [string, string, string, string | null][] = [
  [
    "Go's panic under go run",
    "panic: QUERN_TOKEN is not set\n\ngoroutine 1 [running]:\nmain.load()\n\t/srv/quern/main.go:17 +0x98\nmain.main()\n\t/srv/quern/main.go:23 +0x13\nexit status 2",
    "panic: QUERN_TOKEN is not set",
    "main.go:17",
  ],
  [
    "a library of Go",
    "panic: bad pattern\n\ngoroutine 1 [running]:\nnet/http.Handle()\n\t/usr/local/go/src/net/http/server.go:2 +0x98\nmain.main()\n\t/srv/quern/main.go:23 +0x13\nexit status 2",
    "panic: bad pattern",
    "main.go:23",
  ],
  [
    "Go's log.Fatal under go run",
    "2026/12/01 00:07:30 listen tcp: address 41: missing port in address\nexit status 1",
    "listen tcp: address 41: missing port in address: ",
    null,
  ],
  [
    "Rust",
    "\nthread 'main' (14035) panicked at src/main.rs:2:5:\ncalled `Option::unwrap()` on a `None` value\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
    "panic: called `Option::unwrap()` on a `None` value",
    "src/main.rs:2:5",
  ],
  [
    "Rust with its stack",
    "thread 'main' (1172) panicked at src/main.rs:4:97:\nQUERN_ADDR: AddrParseError(Socket)\nstack backtrace:\n   0: __rustc::rust_begin_unwind\n             at /rustc/5980/library/std/src/panicking.rs:689:5\n   1: quern::main\n             at /srv/quern/src/main.rs:4:97\nnote: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.",
    "panic: QUERN_ADDR: AddrParseError(Socket)",
    "src/main.rs:4:97",
  ],
  [
    "Rust before 1.73",
    "thread 'main' panicked at 'quern is cold', src/main.rs:2:5\nnote: run with `RUST_BACKTRACE=1`",
    "panic: quern is cold",
    "src/main.rs:2:5",
  ],
  [
    "Ruby, in a library",
    "/usr/lib/ruby/3.1.0/json/common.rb:216:in `parse': unexpected token at '{' (JSON::ParserError)\n\tfrom /usr/lib/ruby/3.1.0/json/common.rb:216:in `parse'\n\tfrom app.rb:3:in `load'\n\tfrom app.rb:5:in `<main>'",
    "JSON::ParserError: unexpected token at '{'",
    "app.rb:3",
  ],
  [
    "Ruby, with a suggestion between",
    'app.rb:2:in `fetch\': key not found: "QUERN_TOKEN" (KeyError)\nDid you mean?  "QUERN_TOKE"\n\tfrom app.rb:2:in `<main>\'',
    'KeyError: key not found: "QUERN_TOKEN"',
    "app.rb:2",
  ],
  [
    "Ruby's syntax",
    "app.rb:1: syntax error, unexpected end-of-input\ndef load\n        ^",
    "SyntaxError: syntax error, unexpected end-of-input",
    "app.rb:1",
  ],
  [
    "PHP",
    "PHP Fatal error:  Uncaught RuntimeException: QUERN is cold in /srv/quern/load.php:3\nStack trace:\n#0 /srv/quern/a.php(5): load()\n#1 {main}\n  thrown in /srv/quern/load.php on line 3",
    "RuntimeException: QUERN is cold",
    "load.php:3",
  ],
  [
    "PHP's own server, and a package",
    "[Tue Dec  1 00:08:04 2026] PHP Fatal error:  Uncaught Quern\\Cold: no fire in /srv/quern/vendor/quern/fire.php:3\nStack trace:\n#0 /srv/quern/public/index.php(2): Quern\\light()\n#1 {main}\n  thrown in /srv/quern/vendor/quern/fire.php on line 3\n[Tue Dec  1 00:08:04 2026] 127.0.0.1:55784 Closing",
    "Quern\\Cold: no fire",
    "public/index.php:2",
  ],
  [
    "PHP's syntax",
    'PHP Parse error:  syntax error, unexpected token ";", expecting "]" in /srv/quern/b.php on line 2',
    'Fatal error: syntax error, unexpected token ";", expecting "]"',
    "b.php:2",
  ],
  [
    "Java",
    'Exception in thread "main" java.lang.IllegalStateException: QUERN is cold\n\tat A.load(A.java:1)\n\tat A.main(A.java:2)\nCaused by: java.lang.RuntimeException: no fire\n\tat A.load(A.java:1)',
    "java.lang.IllegalStateException: QUERN is cold",
    null,
  ],
  [
    ".NET",
    "Unhandled exception. System.InvalidOperationException: QUERN is cold\n   at Quern.Fire.Light() in /srv/quern/Fire.cs:line 7\n   at Program.<Main>$(String[] args) in /srv/quern/Program.cs:line 3",
    "System.InvalidOperationException: QUERN is cold",
    "Fire.cs:7",
  ],
];

test.each(printed)("%s", (_name, text, words, place) => {
  const crash = readCrash(text.split("\n"), { dir: "/srv/quern", failed: true });
  expect(`${crash?.name}: ${crash?.message}`).toBe(words);
  const { file, line, column } = crash?.at ?? {};
  expect(
    file === undefined ? null : [file, line, column].filter((part) => part !== undefined).join(":"),
  ).toBe(place);
});
