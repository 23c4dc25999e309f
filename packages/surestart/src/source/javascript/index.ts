export { javaScriptProject } from "./project.ts";
export { readJavaScript } from "./read.ts";
export { type Asking, moduleKindOf, resolveJavaScript } from "./resolve.ts";
