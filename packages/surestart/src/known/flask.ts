import { defineTool } from "./_define.ts";

export default defineTool({
  name: "flask",
  language: "python",
  example: "flask run",
  command: {
    options: { values: "app A, env-file e, port p, host h, cert, key, exclude-patterns, extra-files" },
    serves: /^run$/,
    entry: {
      as: "app",
      variable: "FLASK_APP",
      files: ["wsgi.py", "app.py"],
      otherwise: "app.py",
      factories: ["create_app", "make_app"],
      attributes: ["app", "application"],
    },
    reloads: { flags: "reload", flag: "debug", variable: "FLASK_DEBUG", unless: "no-reload" },
    envFiles: {
      dialect: "python",
      needs: "python-dotenv",
      files: [".env", ".flaskenv"],
      nearest: true,
      unless: { variable: "FLASK_SKIP_DOTENV" },
    },
  },
  server: {
    tell: {
      port: "--port {port}",
      host: "--host {host}",
      lastWins: true,
      variables: { port: "FLASK_RUN_PORT", host: "FLASK_RUN_HOST" },
    },
    port: 5000,
    ownListener: true,
  },
  uses: { flask: { anyText: true } },
  takes: [
    { configures: { key: "SECRET_KEY" }, usedAs: "flask" },
    { configures: { attribute: "secret_key" }, usedAs: "flask" },
  ],
  framework: {
    makes: ["flask.Flask"],
    servedBy: {
      command: "flask --app {module}:{attribute} run",
      beside: "flask --app {stem}:{attribute} run",
      factories: true,
    },
  },
  imports: { methods: ["from_object"] },
  listens: [{ calls: ["flask.Flask().run"], port: "1 port", host: "0 host" }],
  says: {
    meant: [
      // https://flask.palletsprojects.com/en/stable/changes/#version-2-3-0
      {
        words:
          /'(?:Flask|Blueprint)' object has no attribute '(?:before_(?:app_)?first_request|json_(?:en|de)coder|propagate_exceptions|env)'/,
        title: "The code uses a part of Flask that Flask 2.3 removed",
        fix: 'Do it where the application is made, with app.app_context(), or install "flask<2.3" and "werkzeug<3"',
      },
      {
        words: /Working outside of application context/,
        title: "Code that runs at import needs the application context",
        fix: "Put it inside a `with app.app_context():` block, or into the request",
      },
    ],
    fails: [
      { line: /^Error: (?<text>Could not import '.*'\.)$/, as: "NoAppException" },
      {
        line: /^Error: (?<text>Failed to find Flask application or factory in module .*)$/,
        as: "NoAppException",
      },
    ],
    cannotImport:
      /Could not import '?(?<module>[\w.]+)|Error while importing|Could not locate a Flask application|Failed to find Flask application or factory in module '?(?<found>[\w.]+)/,
  },
  modes: ["FLASK_ENV"],
  variables: ["FLASK_"],
});
