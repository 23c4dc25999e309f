// Made by `npm run known` from the files of the tools. Not to be edited.
import type { Tool } from "./_define.ts";
import djangoEnviron from "./django-environ.ts";
import dotenvExpand from "./dotenv-expand.ts";
import dotenvFlow from "./dotenv-flow.ts";
import dotenvMono from "./dotenv-mono.ts";
import dotenvSafe from "./dotenv-safe.ts";
import dotenv from "./dotenv.ts";
import dotenvx from "./dotenvx.ts";
import environs from "./environs.ts";
import nestjsConfig from "./nestjs-config.ts";
import next from "./next.ts";
import node from "./node.ts";
import pydanticSettings from "./pydantic-settings.ts";
import pythonDecouple from "./python-decouple.ts";
import pythonDotenv from "./python-dotenv.ts";
import starlette from "./starlette.ts";
import surestart from "./surestart.ts";
import uvicorn from "./uvicorn.ts";
import vite from "./vite.ts";

export const tools: readonly Tool[] = [
  djangoEnviron,
  dotenvExpand,
  dotenvFlow,
  dotenvMono,
  dotenvSafe,
  dotenv,
  dotenvx,
  environs,
  nestjsConfig,
  next,
  node,
  pydanticSettings,
  pythonDecouple,
  pythonDotenv,
  starlette,
  surestart,
  uvicorn,
  vite,
].flat();
