export { type JavaScriptProject, javaScriptProject } from "./project.ts";
export { readJavaScript } from "./read.ts";
export { type Asking, moduleKindOf, type ResolvedJavaScript, resolveJavaScript } from "./resolve.ts";
