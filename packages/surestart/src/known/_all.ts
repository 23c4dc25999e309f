// Made by `npm run known` from the files of the tools. Not to be edited.
import type { Tool } from "./_define.ts";
import astro from "./astro.ts";
import bun from "./bun.ts";
import daphne from "./daphne.ts";
import deno from "./deno.ts";
import djangoEnviron from "./django-environ.ts";
import django from "./django.ts";
import dotenvExpand from "./dotenv-expand.ts";
import dotenvFlow from "./dotenv-flow.ts";
import dotenvMono from "./dotenv-mono.ts";
import dotenvSafe from "./dotenv-safe.ts";
import dotenv from "./dotenv.ts";
import dotenvx from "./dotenvx.ts";
import environs from "./environs.ts";
import fastapi from "./fastapi.ts";
import flask from "./flask.ts";
import go from "./go.ts";
import gunicorn from "./gunicorn.ts";
import httpServer from "./http-server.ts";
import hypercorn from "./hypercorn.ts";
import java from "./java.ts";
import nest from "./nest.ts";
import nestjsConfig from "./nestjs-config.ts";
import next from "./next.ts";
import node from "./node.ts";
import nuxt from "./nuxt.ts";
import perl from "./perl.ts";
import php from "./php.ts";
import puma from "./puma.ts";
import pydanticSettings from "./pydantic-settings.ts";
import pythonDecouple from "./python-decouple.ts";
import pythonDotenv from "./python-dotenv.ts";
import pythonHttpServer from "./python-http-server.ts";
import rails from "./rails.ts";
import ruby from "./ruby.ts";
import serve from "./serve.ts";
import starlette from "./starlette.ts";
import surestart from "./surestart.ts";
import swcNode from "./swc-node.ts";
import tsNodeDev from "./ts-node-dev.ts";
import tsNode from "./ts-node.ts";
import tsx from "./tsx.ts";
import uvicorn from "./uvicorn.ts";
import viteNode from "./vite-node.ts";
import vite from "./vite.ts";
import waitress from "./waitress.ts";

export const tools: readonly Tool[] = [
  astro,
  bun,
  daphne,
  deno,
  djangoEnviron,
  django,
  dotenvExpand,
  dotenvFlow,
  dotenvMono,
  dotenvSafe,
  dotenv,
  dotenvx,
  environs,
  fastapi,
  flask,
  go,
  gunicorn,
  httpServer,
  hypercorn,
  java,
  nest,
  nestjsConfig,
  next,
  node,
  nuxt,
  perl,
  php,
  puma,
  pydanticSettings,
  pythonDecouple,
  pythonDotenv,
  pythonHttpServer,
  rails,
  ruby,
  serve,
  starlette,
  surestart,
  swcNode,
  tsNodeDev,
  tsNode,
  tsx,
  uvicorn,
  viteNode,
  vite,
  waitress,
].flat();
