/** Calls that load a .env, by the dotted name under which the function comes; `()`: of what that call makes. */
export const loaderCalls = [
  "dotenv.load_dotenv",
  "dotenv.main.load_dotenv",
  "dotenv.dotenv_values",
  "dotenv.main.dotenv_values",
  "dotenv.find_dotenv",
  "dotenv.main.find_dotenv",
  "environs.Env().read_env",
  "environs.Env.read_env",
  "environ.Env.read_env",
  "environ.Env().read_env",
  "starlette.config.Config",
  "decouple.RepositoryEnv",
  "decouple.AutoConfig",
] as const;

export type LoaderCall = (typeof loaderCalls)[number];

const known: ReadonlySet<string> = new Set(loaderCalls);

export function isLoaderCall(origin: string | undefined): origin is LoaderCall {
  return origin !== undefined && known.has(origin);
}

/** Readers that look for a .env at their first use. */
export const loadsAtFirstUse: ReadonlySet<string> = new Set(["decouple.config", "decouple.AutoConfig()"]);

/** The option of pydantic's settings that names their file: in the class, in `model_config`, and where an instance is made. */
export const settingsFile = { inClass: "env_file", atCall: "_env_file" } as const;
