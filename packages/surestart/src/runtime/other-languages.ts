/** A language whose sources are not read: how its projects are recognised, and how they are started. */
export interface OtherLanguage {
  name: string;
  /** Files of the project's folder that say so; one * stands for any name. */
  signs: readonly string[];
  /** Endings of its sources. */
  endings: readonly string[];
  /** Programs that run it. */
  programs: readonly string[];
  /** Ways to start it, the best first. */
  starts: readonly Start[];
}

interface Start {
  /** Files that must be there; the name for a * that only one file has is put for {1}. */
  files: readonly string[];
  /** A text that one of the files must have. */
  says?: RegExp;
  command: string;
}

const spring = /spring-boot|org\.springframework\.boot/;
const gradle = (command: string, says?: RegExp): Start[] =>
  ["build.gradle", "build.gradle.kts"].flatMap((build) =>
    ["./gradlew", "gradle"].map((tool) => ({
      files: tool === "gradle" ? [build] : [build, "gradlew"],
      ...(says ? { says } : {}),
      command: `${tool} ${command}`,
    })),
  );
const maven = (command: string, says: RegExp): Start[] => [
  { files: ["pom.xml", "mvnw"], says, command: `./mvnw ${command}` },
  { files: ["pom.xml"], says, command: `mvn ${command}` },
];

export const otherLanguages: readonly OtherLanguage[] = [
  {
    name: "Go",
    signs: ["go.mod", "go.work", "main.go"],
    endings: [".go"],
    programs: ["go", "air", "reflex", "gow"],
    starts: [
      { files: ["main.go"], command: "go run ." },
      { files: ["cmd/*/main.go"], command: "go run ./cmd/{1}" },
      { files: ["cmd/main.go"], command: "go run ./cmd" },
    ],
  },
  {
    name: "Ruby",
    signs: ["Gemfile", "config.ru", "*.gemspec", "Rakefile"],
    endings: [".rb", ".ru"],
    programs: ["ruby", "rails", "puma", "rackup", "unicorn", "thin", "bundle", "rake"],
    starts: [
      { files: ["bin/rails"], command: "bin/rails server" },
      { files: ["config.ru", "Gemfile"], command: "bundle exec rackup" },
      { files: ["config.ru"], command: "rackup" },
      { files: ["app.rb", "Gemfile"], command: "bundle exec ruby app.rb" },
    ],
  },
  {
    name: "Kotlin",
    signs: ["src/main/kotlin", "build.gradle.kts"],
    endings: [".kt", ".kts"],
    programs: ["kotlin", "kotlinc"],
    starts: [
      ...gradle("bootRun", spring),
      ...gradle("run", /ktor|mainClass|\bapplication\b/),
      ...maven("spring-boot:run", spring),
    ],
  },
  {
    name: "Java",
    signs: ["pom.xml", "build.gradle", "settings.gradle", "src/main/java"],
    endings: [".java", ".jar"],
    programs: ["java", "mvn", "mvnw", "gradle", "gradlew", "quarkus", "jbang"],
    starts: [
      ...maven("spring-boot:run", spring),
      ...maven("quarkus:dev", /quarkus/),
      ...gradle("bootRun", spring),
      ...gradle("quarkusDev", /quarkus/),
      ...gradle("run", /\bapplication\b|mainClass/),
    ],
  },
  {
    name: "Scala",
    signs: ["build.sbt"],
    endings: [".scala"],
    programs: ["scala", "sbt"],
    starts: [{ files: ["build.sbt"], command: "sbt run" }],
  },
  {
    name: "Clojure",
    signs: ["project.clj", "deps.edn"],
    endings: [".clj"],
    programs: ["lein", "clj", "clojure"],
    starts: [{ files: ["project.clj"], command: "lein run" }],
  },
  {
    name: "PHP",
    signs: ["composer.json", "artisan", "index.php", "public/index.php"],
    endings: [".php"],
    programs: ["php", "artisan", "symfony", "frankenphp", "composer"],
    starts: [
      { files: ["artisan"], command: "php artisan serve" },
      { files: ["public/index.php"], command: "php -S 127.0.0.1:8000 -t public" },
      { files: ["index.php"], command: "php -S 127.0.0.1:8000" },
    ],
  },
  {
    name: "Rust",
    signs: ["Cargo.toml"],
    endings: [".rs"],
    programs: ["cargo", "bacon", "cargo-watch"],
    starts: [
      { files: ["Cargo.toml", "src/main.rs"], command: "cargo run" },
      { files: ["Cargo.toml", "src/bin/*.rs"], command: "cargo run --bin {1}" },
    ],
  },
  {
    name: ".NET",
    signs: ["*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx", "global.json"],
    endings: [".cs", ".fs", ".vb", ".dll"],
    programs: ["dotnet"],
    starts: [
      { files: ["*.csproj"], command: "dotnet run" },
      { files: ["*.fsproj"], command: "dotnet run" },
      { files: ["*/*.csproj"], says: /Sdk="Microsoft\.NET\.Sdk\.Web"/, command: "dotnet run --project {1}" },
    ],
  },
  {
    name: "Elixir",
    signs: ["mix.exs"],
    endings: [".ex", ".exs"],
    programs: ["mix", "elixir", "iex"],
    starts: [
      { files: ["mix.exs"], says: /:phoenix\b/, command: "mix phx.server" },
      { files: ["mix.exs"], command: "mix run --no-halt" },
    ],
  },
  {
    name: "Gleam",
    signs: ["gleam.toml"],
    endings: [".gleam"],
    programs: ["gleam"],
    starts: [{ files: ["gleam.toml"], command: "gleam run" }],
  },
  {
    name: "Erlang",
    signs: ["rebar.config"],
    endings: [".erl"],
    programs: ["rebar3", "erl"],
    starts: [{ files: ["rebar.config"], command: "rebar3 shell" }],
  },
  {
    name: "Dart",
    signs: ["pubspec.yaml"],
    endings: [".dart"],
    programs: ["dart", "dart_frog", "serverpod"],
    starts: [
      { files: ["pubspec.yaml", "bin/server.dart"], command: "dart run bin/server.dart" },
      { files: ["pubspec.yaml"], says: /dart_frog/, command: "dart_frog dev" },
    ],
  },
  {
    name: "Swift",
    signs: ["Package.swift"],
    endings: [".swift"],
    programs: ["swift"],
    starts: [{ files: ["Package.swift"], says: /executableTarget|vapor/i, command: "swift run" }],
  },
  {
    name: "Crystal",
    signs: ["shard.yml"],
    endings: [".cr"],
    programs: ["crystal", "shards"],
    starts: [{ files: ["shard.yml"], command: "shards run" }],
  },
  {
    name: "Haskell",
    signs: ["stack.yaml", "*.cabal", "cabal.project"],
    endings: [".hs"],
    programs: ["stack", "cabal", "runghc"],
    starts: [
      { files: ["stack.yaml"], command: "stack run" },
      { files: ["*.cabal"], command: "cabal run" },
    ],
  },
  {
    name: "Zig",
    signs: ["build.zig"],
    endings: [".zig"],
    programs: ["zig"],
    starts: [{ files: ["build.zig"], command: "zig build run" }],
  },
  {
    name: "Perl",
    signs: ["cpanfile", "Makefile.PL", "app.psgi"],
    endings: [".pl", ".psgi"],
    programs: ["perl", "plackup", "morbo", "hypnotoad"],
    starts: [{ files: ["app.psgi"], command: "plackup app.psgi" }],
  },
  {
    name: "C and C++",
    signs: ["CMakeLists.txt", "meson.build", "*.c", "*.cpp", "*.cc"],
    endings: [".c", ".cc", ".cpp"],
    programs: [],
    starts: [],
  },
  {
    name: "Lua",
    signs: ["*.rockspec", "main.lua"],
    endings: [".lua"],
    programs: ["lua", "luajit", "lapis", "openresty"],
    starts: [],
  },
];
