import { describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { project, surestart } from "./_run.ts";

/** Projects of which nothing can be said, with what is said instead and the command that is proposed. */
const rows: [name: string, files: Record<string, string>, words: string, command: string | null][] = [
  ["nothing at all", {}, "no start command, no .env, and no source that surestart reads", null],
  ["a README", { "README.md": "# Ferry\n" }, "no source that surestart reads", null],
  ["a .env alone", { ".env": "COLOUR=red\n" }, "No start command was found; .env was checked", null],
  [
    "sources that start nothing",
    { "tools/fare.py": "fare = 3\n" },
    "No start command was found; the sources were checked",
    null,
  ],
  [
    "Go",
    { "go.mod": "module ferry\n", "main.go": "package main\n", ".env": "PORT=4870\n" },
    "No start command was found and Go sources are not read; .env was checked",
    "go run .",
  ],
  [
    "Go, with one program below cmd",
    { "go.mod": "", "cmd/ferryd/main.go": "" },
    "Go sources are not read",
    "go run ./cmd/ferryd",
  ],
  ["Go, with two of them", { "go.mod": "", "cmd/a/main.go": "", "cmd/b/main.go": "" }, "Go sources", null],
  ["Rails", { Gemfile: "", "bin/rails": "", "config.ru": "" }, "Ruby sources", "bin/rails server"],
  ["Rack", { Gemfile: "", "config.ru": "" }, "Ruby sources", "bundle exec rackup"],
  [
    "Spring with its wrapper",
    { "pom.xml": "<artifactId>spring-boot-starter-web</artifactId>", mvnw: "" },
    "Java sources",
    "./mvnw spring-boot:run",
  ],
  [
    "Spring by Gradle",
    {
      "build.gradle": "id 'org.springframework.boot'",
      gradlew: "",
      "src/main/java/A.java": "",
    },
    "Java sources",
    "./gradlew bootRun",
  ],
  ["Java that is no server", { "pom.xml": "<project/>" }, "Java sources", null],
  ["Kotlin", { "build.gradle.kts": "application", "src/main/kotlin/A.kt": "" }, "Kotlin", "gradle run"],
  ["Laravel", { "composer.json": "{}", artisan: "" }, "PHP sources", "php artisan serve"],
  ["PHP", { "public/index.php": "<?php" }, "PHP sources", "php -S 127.0.0.1:8000 -t public"],
  ["Rust", { "Cargo.toml": "", "src/main.rs": "" }, "Rust sources", "cargo run"],
  ["a library in Rust", { "Cargo.toml": "", "src/lib.rs": "" }, "Rust sources", null],
  [".NET", { "Ferry.csproj": "" }, ".NET sources", "dotnet run"],
  ["Phoenix", { "mix.exs": '{:phoenix, "~> 1.8"}' }, "Elixir sources", "mix phx.server"],
  ["a Makefile", { Makefile: "run: build\n\t./ferry\nbuild:\n\ttrue\n" }, "no start command", "make run"],
  ["a justfile", { justfile: "serve port='1':\n  ./ferry\n" }, "no start command", "just serve"],
  [
    "a script with another name",
    { "package.json": '{"scripts":{"start:prod":"node x.js"}}' },
    "no start command",
    "npm run start:prod",
  ],
];

describe("what was not looked at gets no ✓", () => {
  test.each(rows)("%s", async (_name, files, words, command) => {
    const cwd = project(files);
    const [text, json, init] = await Promise.all([
      surestart(["doctor"], { cwd }),
      surestart(["doctor", "--format", "json"], { cwd }),
      surestart(["init", "--format", "json"], { cwd }),
    ]);
    const said = text.stdout.replaceAll(/\s+/g, " ");
    expect({ status: text.status, stderr: text.stderr }).toEqual({ status: 66, stderr: "" });
    expect(said).toContain(words);
    expect(said).toMatch(/^\? /);
    expect(text.stdout).not.toContain("✓");
    if (command === null) expect(text.stdout).not.toContain("Try ");
    else expect(text.stdout).toContain(`  Try     surestart doctor -- ${command}\n`);
    const { looked } = JSON.parse(json.stdout) as Report;
    expect(looked).toMatchObject({ judged: false, words: expect.stringContaining(words) });
    expect(looked?.proposals?.[0]?.command ?? null).toBe(command);
    expect(json.status).toBe(66);
    const read = looked?.at.includes("sources") === true;
    expect(Object.keys(JSON.parse(init.stdout) as object).includes("unread")).toBe(!read);
  });

  test("with a start command: the port, .env and the command count as looked at", async () => {
    const cwd = project({ "go.mod": "", "main.go": "", ".env": "PORT=4870\n" });
    const { status, stdout } = await surestart(["doctor", "--", process.execPath, "--version"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("✓");
    const other = await surestart(["doctor", "--", "env", "./ferry"], { cwd });
    expect(other.status).toBe(66);
    expect(other.stdout).toContain("Go sources are not read; the port, .env and the command were checked.");
  });

  test("a program of which nothing is known", async () => {
    const cwd = project({ "README.md": "" });
    const { status, stdout } = await surestart(["doctor", "env", "./ferry"], { cwd });
    expect(status).toBe(66);
    expect(stdout).toContain("It is not known what env ./ferry runs; the command was checked.");
  });

  test("warnings come first, and the sentence with them", async () => {
    const cwd = project({ "go.mod": "", "main.go": "", ".env": "A=1\nA=2\n" });
    const { status, stdout } = await surestart(["doctor"], { cwd });
    expect(status).toBe(66);
    expect(stdout).toContain("env/duplicate-key");
    expect(stdout).toContain("  No start command was found and Go sources are not read; .env was checked.\n");
  });

  test("an error is 1 as ever", async () => {
    const cwd = project({ "go.mod": "", "main.go": "" });
    const { status, stdout } = await surestart(["doctor", "--", "go-of-nowhere", "run", "."], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("runtime/command-not-found");
  });

  test("machines are told as well", async () => {
    const cwd = project({ "Cargo.toml": "", "src/main.rs": "" });
    const [github, sarif] = await Promise.all(
      ["github", "sarif"].map((format) => surestart(["doctor", "--format", format], { cwd })),
    );
    expect(github).toEqual({
      status: 66,
      stderr: "",
      stdout:
        "::notice title=not everything could be checked::No start command was found and Rust sources are not read; nothing else was checked\n",
    });
    expect(sarif!.status).toBe(66);
    expect(JSON.parse(sarif!.stdout)).toMatchObject({
      runs: [
        {
          results: [],
          invocations: [
            {
              toolExecutionNotifications: [
                { level: "note", message: { text: expect.stringContaining("Rust") } },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe("init claims nothing of code that it cannot read", () => {
  test("a .env that is there", async () => {
    const cwd = project({ "go.mod": "", ".env": "COLOUR=red\n" });
    expect(await surestart(["init"], { cwd })).toEqual({
      status: 0,
      stdout: "? .env was not checked against the code (Go sources are not read)\n",
      stderr: "",
    });
  });

  test("nothing to make one from", async () => {
    expect((await surestart(["init"], { cwd: project({}) })).stdout).toBe(
      "? There is no .env.example, so no .env was written (there is no source that surestart reads)\n",
    );
  });

  test("an example is one that can be read in any language", async () => {
    const cwd = project({ "go.mod": "", ".env.example": "COLOUR=red\n" });
    expect((await surestart(["init"], { cwd })).stdout).toBe("✓ Wrote .env from .env.example\n");
  });
});

describe("run without a start command", () => {
  test.each(rows.filter(([name]) => name !== "sources that start nothing"))(
    "%s",
    async (_name, files, _words, command) => {
      const cwd = project({ ...files, "api/.keep": "" });
      const { status, stdout, stderr } = await surestart(["run", "--host", "::1"], { cwd });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^surestart: no start command was found here\n {2}Looked for start in/);
      expect(stderr.replaceAll(/\s+/g, " ")).toContain(
        "web in Procfile; scripts in pyproject.toml; manage.py",
      );
      expect(stderr).toContain(`\n    surestart run --host ::1 ${command ?? "COMMAND"}\n`);
      expect(stderr.split("\n").filter((line) => line.length > 80)).toEqual([]);
    },
  );

  test("containers are only mentioned", async () => {
    const cwd = project({ "compose.yaml": "services: {}\n" });
    const { stderr } = await surestart(["run"], { cwd });
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      "compose.yaml starts containers, which surestart does not do: docker compose up",
    );
  });

  test("in another folder", async () => {
    const cwd = project({ "api/go.mod": "", "api/main.go": "" });
    const { stderr } = await surestart(["run", "--cwd", "api"], { cwd });
    expect(stderr).toContain("no start command was found in api\n");
    expect(stderr).toContain("    surestart run --cwd api go run .\n");
  });
});
