import { defineTool } from "./_define.ts";

/** https://www.dynaconf.com/configuration/#load_dotenv: it searches from the script upward, then from the working folder. */
export default defineTool({
  name: "dynaconf",
  language: "python",
  loads: [
    {
      calls: ["dynaconf.Dynaconf", "dynaconf.LazySettings"],
      dialect: "python",
      usual: "convention",
      only: { true: "load_dotenv" },
    },
  ],
  // https://www.dynaconf.com/envvars/ and /validation/; tried with version 3.3.
  settingsObject: {
    calls: ["dynaconf.Dynaconf", "dynaconf.LazySettings"],
    prefix: "envvar_prefix",
    usual: "DYNACONF",
    files: ["settings_files", "settings_file", "SETTINGS_FILES", "SETTINGS_FILE", "secrets"],
    more: [
      "root_path",
      "includes",
      "preload",
      "loaders",
      "core_loaders",
      "post_hooks",
      "settings_module",
      "SETTINGS_MODULE",
    ],
    own: /_FOR_DYNACONF$|^DYNACONF_|^(?:DEFAULT|PROJECT_ROOT|RENAMED_VARS|SETTINGS_MODULE)$/,
    inside: "__",
    folder: "config",
    include: "dynaconf_include",
    lenient: ["get", "exists", "as_int", "as_float", "as_bool", "as_json", "get_fresh"],
    changes: ["set", "update", "setdefault", "configure", "load_file", "populate_obj", "validators.register"],
    validators: "validators",
    validator: {
      calls: ["dynaconf.Validator"],
      demands: ["must_exist", "required"],
      unless: ["default", "when", "env"],
      default: "default",
    },
  },
});
