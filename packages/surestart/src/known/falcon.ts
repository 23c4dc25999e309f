import { defineTool } from "./_define.ts";

export default defineTool({
  name: "falcon",
  language: "python",
  framework: { makes: ["falcon.App", "falcon.asgi.App", "falcon.Falcon"] },
});
