import { defineTool } from "./_define.ts";

export default defineTool({
  name: "php",
  language: "other",
  example: "php server.php",
  command: {
    options: { values: "address S, t, d, c, port, host", flags: "n, q" },
    entry: { as: "file" },
  },
  server: { tell: { readsPort: true } },
  sources: {
    called: "PHP",
    signs: ["composer.json", "artisan", "index.php", "public/index.php"],
    endings: [".php"],
    runBy: ["php", "artisan", "symfony", "frankenphp", "composer"],
    starts: [
      { files: ["artisan"], command: "php artisan serve" },
      { files: ["public/index.php"], command: "php -S 127.0.0.1:8000 -t public" },
      { files: ["index.php"], command: "php -S 127.0.0.1:8000" },
    ],
  },
});
