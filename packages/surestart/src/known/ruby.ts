import { defineTool } from "./_define.ts";

export default defineTool({
  name: "ruby",
  language: "other",
  example: "ruby server.rb",
  command: { options: { values: "I, r, C, E" }, entry: { as: "file" } },
  sources: {
    called: "Ruby",
    signs: ["Gemfile", "config.ru", "*.gemspec", "Rakefile"],
    endings: [".rb", ".ru"],
    runBy: ["ruby", "rails", "puma", "rackup", "unicorn", "thin", "bundle", "rake"],
    starts: [
      { files: ["bin/rails"], command: "bin/rails server" },
      { files: ["config.ru", "Gemfile"], command: "bundle exec rackup" },
      { files: ["config.ru"], command: "rackup" },
      { files: ["app.rb", "Gemfile"], command: "bundle exec ruby app.rb" },
    ],
  },
});
