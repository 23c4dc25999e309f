import { defineTool } from "./_define.ts";

export default defineTool({
  name: "gevent",
  language: "python",
  listens: [{ calls: ["gevent.pywsgi.WSGIServer"], address: "0" }],
});
