import { defineTool } from "./_define.ts";

export default defineTool({
  name: "sanic",
  language: "python",
  framework: { makes: ["sanic.Sanic"] },
  listens: [{ calls: ["sanic.Sanic().run"], port: "1 port", host: "0 host", usual: 8000 }],
  // Its processes import the module again (sanic.dev/en/guide/deployment/manager).
  says: {
    meant: [
      {
        words: /Sanic server could not start: worker process failed/,
        title: "The program starts its child processes when it is imported",
        fix: 'Put app.run() under if __name__ == "__main__"',
      },
    ],
  },
});
