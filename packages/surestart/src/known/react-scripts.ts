import { defineTool } from "./_define.ts";

/** https://create-react-app.dev/docs/adding-custom-environment-variables/ */
export default defineTool({
  name: "react-scripts",
  language: "javascript",
  frontend: true,
  convention: { prefixes: ["REACT_APP_"] },
  shipped: ["REACT_APP_"],
});
