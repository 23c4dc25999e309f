export { javaScriptProject } from "./project.ts";
export { readContexts, readJavaScript } from "./read.ts";
export { type Asking, moduleKindOf, resolveJavaScript } from "./resolve.ts";
