import { defineTool } from "./_define.ts";

/** https://docs.celeryq.dev */
export default defineTool({
  name: "celery",
  language: "python",
  takes: [{ calls: ["celery.Celery"], value: "broker", usedAs: "celery", as: "url" }],
  variables: ["CELERY_"],
});
