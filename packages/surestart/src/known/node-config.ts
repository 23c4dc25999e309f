import { defineTool } from "./_define.ts";

/** https://github.com/node-config/node-config/wiki/Configuration-Files */
export default defineTool({
  name: "config",
  language: "javascript",
  settingsFiles: {
    // In the working folder, unless the first variable names another; the second is all settings.
    folder: "config",
    otherFolder: "NODE_CONFIG_DIR",
    instead: "NODE_CONFIG",
    none: /^WARNING: No configurations found in configuration directory/m,
    undefined: /Configuration property "[^"]+" is not defined/,
    names:
      /^(default|local|development|production|test|staging|custom-environment-variables)(-\w+)*\.(json5?|hjson|ya?ml|toml|[cm]?[jt]s|coffee|properties|xml)$/,
    variables: { file: /^custom-environment-variables\.(?:json|ya?ml)$/, name: "__name", type: "__format" },
  },
});
