// Made by `npm run known` from the files of the tools. Not to be edited.
import type { Tool } from "./_define.ts";
import aioPika from "./aio-pika.ts";
import aiohttp from "./aiohttp.ts";
import alembic from "./alembic.ts";
import amqplib from "./amqplib.ts";
import anthropic from "./anthropic.ts";
import apolloServer from "./apollo-server.ts";
import arktype from "./arktype.ts";
import asdf from "./asdf.ts";
import aside from "./aside.ts";
import astro from "./astro.ts";
import asyncpg from "./asyncpg.ts";
import authJs from "./auth-js.ts";
import authlib from "./authlib.ts";
import awsSdk from "./aws-sdk.ts";
import betterAuth from "./better-auth.ts";
import blacksheep from "./blacksheep.ts";
import boto3 from "./boto3.ts";
import bottle from "./bottle.ts";
import builders from "./builders.ts";
import bun from "./bun.ts";
import bundle from "./bundle.ts";
import c from "./c.ts";
import caffeinate from "./caffeinate.ts";
import celery from "./celery.ts";
import cheroot from "./cheroot.ts";
import classTransformer from "./class-transformer.ts";
import classValidator from "./class-validator.ts";
import click from "./click.ts";
import clickhouse from "./clickhouse.ts";
import clojure from "./clojure.ts";
import concurrently from "./concurrently.ts";
import conda from "./conda.ts";
import connect from "./connect.ts";
import convict from "./convict.ts";
import cookieParser from "./cookie-parser.ts";
import cookieSession from "./cookie-session.ts";
import coreutils from "./coreutils.ts";
import crossEnv from "./cross-env.ts";
import cryptography from "./cryptography.ts";
import crystal from "./crystal.ts";
import customEnv from "./custom-env.ts";
import daphne from "./daphne.ts";
import dart from "./dart.ts";
import dash from "./dash.ts";
import ddtraceRun from "./ddtrace-run.ts";
import deno from "./deno.ts";
import direnv from "./direnv.ts";
import djDatabaseUrl from "./dj-database-url.ts";
import djangoDotenv from "./django-dotenv.ts";
import djangoEnviron from "./django-environ.ts";
import django from "./django.ts";
import doas from "./doas.ts";
import doppler from "./doppler.ts";
import dotenvCli from "./dotenv-cli.ts";
import dotenvDefaults from "./dotenv-defaults.ts";
import dotenvExpand from "./dotenv-expand.ts";
import dotenvExtended from "./dotenv-extended.ts";
import dotenvFlow from "./dotenv-flow.ts";
import dotenvMono from "./dotenv-mono.ts";
import dotenvSafe from "./dotenv-safe.ts";
import dotenvVaultCore from "./dotenv-vault-core.ts";
import dotenv from "./dotenv.ts";
import dotenvx from "./dotenvx.ts";
import dotnet from "./dotnet.ts";
import drizzleOrm from "./drizzle-orm.ts";
import dynaconf from "./dynaconf.ts";
import elasticsearch from "./elasticsearch.ts";
import elixir from "./elixir.ts";
import elysiaJwt from "./elysia-jwt.ts";
import elysia from "./elysia.ts";
import envCmd from "./env-cmd.ts";
import envSchema from "./env-schema.ts";
import envVar from "./env-var.ts";
import envalid from "./envalid.ts";
import environs from "./environs.ts";
import envparse from "./envparse.ts";
import envsafe from "./envsafe.ts";
import erlang from "./erlang.ts";
import eventlet from "./eventlet.ts";
import expo from "./expo.ts";
import expressJwt from "./express-jwt.ts";
import expressSession from "./express-session.ts";
import express from "./express.ts";
import falcon from "./falcon.ts";
import fastJwt from "./fast-jwt.ts";
import fastapi from "./fastapi.ts";
import fastifyAutoload from "./fastify-autoload.ts";
import fastifyEnv from "./fastify-env.ts";
import fastify from "./fastify.ts";
import feathers from "./feathers.ts";
import flaskJwtExtended from "./flask-jwt-extended.ts";
import flaskMigrate from "./flask-migrate.ts";
import flaskSocketio from "./flask-socketio.ts";
import flaskSqlalchemy from "./flask-sqlalchemy.ts";
import flask from "./flask.ts";
import flyway from "./flyway.ts";
import fnm from "./fnm.ts";
import foreman from "./foreman.ts";
import gatsby from "./gatsby.ts";
import gevent from "./gevent.ts";
import gleam from "./gleam.ts";
import go from "./go.ts";
import granian from "./granian.ts";
import gunicorn from "./gunicorn.ts";
import h3 from "./h3.ts";
import hapi from "./hapi.ts";
import haskell from "./haskell.ts";
import hatch from "./hatch.ts";
import heroku from "./heroku.ts";
import hivemind from "./hivemind.ts";
import honcho from "./honcho.ts";
import hono from "./hono.ts";
import httpServer from "./http-server.ts";
import httpx from "./httpx.ts";
import hyperExpress from "./hyper-express.ts";
import hypercorn from "./hypercorn.ts";
import infisical from "./infisical.ts";
import initPrograms from "./init-programs.ts";
import invoke from "./invoke.ts";
import ioredis from "./ioredis.ts";
import ironSession from "./iron-session.ts";
import itsdangerous from "./itsdangerous.ts";
import java from "./java.ts";
import joi from "./joi.ts";
import jose from "./jose.ts";
import jsonSchema from "./json-schema.ts";
import jsonwebtoken from "./jsonwebtoken.ts";
import just from "./just.ts";
import kafka from "./kafka.ts";
import knex from "./knex.ts";
import koa from "./koa.ts";
import kotlin from "./kotlin.ts";
import laravel from "./laravel.ts";
import ldap from "./ldap.ts";
import lerna from "./lerna.ts";
import libsql from "./libsql.ts";
import litestar from "./litestar.ts";
import loopback from "./loopback.ts";
import lua from "./lua.ts";
import make from "./make.ts";
import memcached from "./memcached.ts";
import micromamba from "./micromamba.ts";
import mise from "./mise.ts";
import mongodb from "./mongodb.ts";
import mongoose from "./mongoose.ts";
import mqtt from "./mqtt.ts";
import mssql from "./mssql.ts";
import mysql from "./mysql.ts";
import mysql2 from "./mysql2.ts";
import natsJs from "./nats-js.ts";
import nats from "./nats.ts";
import neon from "./neon.ts";
import nest from "./nest.ts";
import nestjsConfig from "./nestjs-config.ts";
import nestjsJwt from "./nestjs-jwt.ts";
import newrelicAdmin from "./newrelic-admin.ts";
import next from "./next.ts";
import nodeConfig from "./node-config.ts";
import nodeDev from "./node-dev.ts";
import nodeEnvFile from "./node-env-file.ts";
import nodeHooks from "./node-hooks.ts";
import nodeMongodb from "./node-mongodb.ts";
import nodeRedis from "./node-redis.ts";
import node from "./node.ts";
import nodemon from "./nodemon.ts";
import nodenv from "./nodenv.ts";
import nox from "./nox.ts";
import npmPrograms from "./npm-programs.ts";
import npmRunAll from "./npm-run-all.ts";
import npm from "./npm.ts";
import numactl from "./numactl.ts";
import nuxt from "./nuxt.ts";
import nx from "./nx.ts";
import op from "./op.ts";
import openaiPython from "./openai-python.ts";
import openai from "./openai.ts";
import opentelemetryInstrument from "./opentelemetry-instrument.ts";
import orjson from "./orjson.ts";
import otherProtocols from "./other-protocols.ts";
import overmind from "./overmind.ts";
import passlib from "./passlib.ts";
import passport from "./passport.ts";
import pdm from "./pdm.ts";
import perl from "./perl.ts";
import pg from "./pg.ts";
import php from "./php.ts";
import pika from "./pika.ts";
import pipenv from "./pipenv.ts";
import platforms from "./platforms.ts";
import pm2 from "./pm2.ts";
import pnpm from "./pnpm.ts";
import poe from "./poe.ts";
import poetry from "./poetry.ts";
import polka from "./polka.ts";
import postgresJs from "./postgres-js.ts";
import postgres from "./postgres.ts";
import prismaClientPy from "./prisma-client-py.ts";
import prisma from "./prisma.ts";
import psycopg from "./psycopg.ts";
import puma from "./puma.ts";
import pydanticSettings from "./pydantic-settings.ts";
import pyenv from "./pyenv.ts";
import pyjwt from "./pyjwt.ts";
import pymongo from "./pymongo.ts";
import pythonDecouple from "./python-decouple.ts";
import pythonDotenv from "./python-dotenv.ts";
import pythonHttpServer from "./python-http-server.ts";
import pythonJose from "./python-jose.ts";
import python from "./python.ts";
import quart from "./quart.ts";
import rabbitmq from "./rabbitmq.ts";
import rails from "./rails.ts";
import rbenv from "./rbenv.ts";
import reactScripts from "./react-scripts.ts";
import redisPy from "./redis-py.ts";
import redis from "./redis.ts";
import reflex from "./reflex.ts";
import remix from "./remix.ts";
import resend from "./resend.ts";
import restify from "./restify.ts";
import robyn from "./robyn.ts";
import ruby from "./ruby.ts";
import rust from "./rust.ts";
import rye from "./rye.ts";
import sanic from "./sanic.ts";
import scala from "./scala.ts";
import sequelize from "./sequelize.ts";
import serve from "./serve.ts";
import shellWords from "./shell-words.ts";
import smtp from "./smtp.ts";
import socketIo from "./socket.io.ts";
import sqlalchemy from "./sqlalchemy.ts";
import srvx from "./srvx.ts";
import starlette from "./starlette.ts";
import streamlit from "./streamlit.ts";
import stripe from "./stripe.ts";
import sudo from "./sudo.ts";
import supabase from "./supabase.ts";
import surestart from "./surestart.ts";
import sveltekit from "./sveltekit.ts";
import swcNode from "./swc-node.ts";
import swift from "./swift.ts";
import t3Env from "./t3-env.ts";
import task from "./task.ts";
import tinyhttp from "./tinyhttp.ts";
import tornado from "./tornado.ts";
import tox from "./tox.ts";
import tsNodeDev from "./ts-node-dev.ts";
import tsNode from "./ts-node.ts";
import tscWatch from "./tsc-watch.ts";
import tsx from "./tsx.ts";
import turbo from "./turbo.ts";
import typeorm from "./typeorm.ts";
import typer from "./typer.ts";
import unbuffer from "./unbuffer.ts";
import utilLinux from "./util-linux.ts";
import uv from "./uv.ts";
import uvicorn from "./uvicorn.ts";
import uwebsockets from "./uwebsockets.ts";
import valibot from "./valibot.ts";
import valkey from "./valkey.ts";
import varlock from "./varlock.ts";
import viteNode from "./vite-node.ts";
import vite from "./vite.ts";
import volta from "./volta.ts";
import waitress from "./waitress.ts";
import watchexec from "./watchexec.ts";
import watchfiles from "./watchfiles.ts";
import watchmedo from "./watchmedo.ts";
import webPush from "./web-push.ts";
import webServices from "./web-services.ts";
import websockets from "./websockets.ts";
import werkzeug from "./werkzeug.ts";
import wrangler from "./wrangler.ts";
import ws from "./ws.ts";
import xvfbRun from "./xvfb-run.ts";
import yarn from "./yarn.ts";
import yup from "./yup.ts";
import zig from "./zig.ts";
import znv from "./znv.ts";
import zod from "./zod.ts";

export const tools: readonly Tool[] = [
  aioPika,
  aiohttp,
  alembic,
  amqplib,
  anthropic,
  apolloServer,
  arktype,
  asdf,
  aside,
  astro,
  asyncpg,
  authJs,
  authlib,
  awsSdk,
  betterAuth,
  blacksheep,
  boto3,
  bottle,
  builders,
  bun,
  bundle,
  c,
  caffeinate,
  celery,
  cheroot,
  classTransformer,
  classValidator,
  click,
  clickhouse,
  clojure,
  concurrently,
  conda,
  connect,
  convict,
  cookieParser,
  cookieSession,
  coreutils,
  crossEnv,
  cryptography,
  crystal,
  customEnv,
  daphne,
  dart,
  dash,
  ddtraceRun,
  deno,
  direnv,
  djDatabaseUrl,
  djangoDotenv,
  djangoEnviron,
  django,
  doas,
  doppler,
  dotenvCli,
  dotenvDefaults,
  dotenvExpand,
  dotenvExtended,
  dotenvFlow,
  dotenvMono,
  dotenvSafe,
  dotenvVaultCore,
  dotenv,
  dotenvx,
  dotnet,
  drizzleOrm,
  dynaconf,
  elasticsearch,
  elixir,
  elysiaJwt,
  elysia,
  envCmd,
  envSchema,
  envVar,
  envalid,
  environs,
  envparse,
  envsafe,
  erlang,
  eventlet,
  expo,
  expressJwt,
  expressSession,
  express,
  falcon,
  fastJwt,
  fastapi,
  fastifyAutoload,
  fastifyEnv,
  fastify,
  feathers,
  flaskJwtExtended,
  flaskMigrate,
  flaskSocketio,
  flaskSqlalchemy,
  flask,
  flyway,
  fnm,
  foreman,
  gatsby,
  gevent,
  gleam,
  go,
  granian,
  gunicorn,
  h3,
  hapi,
  haskell,
  hatch,
  heroku,
  hivemind,
  honcho,
  hono,
  httpServer,
  httpx,
  hyperExpress,
  hypercorn,
  infisical,
  initPrograms,
  invoke,
  ioredis,
  ironSession,
  itsdangerous,
  java,
  joi,
  jose,
  jsonSchema,
  jsonwebtoken,
  just,
  kafka,
  knex,
  koa,
  kotlin,
  laravel,
  ldap,
  lerna,
  libsql,
  litestar,
  loopback,
  lua,
  make,
  memcached,
  micromamba,
  mise,
  mongodb,
  mongoose,
  mqtt,
  mssql,
  mysql,
  mysql2,
  natsJs,
  nats,
  neon,
  nest,
  nestjsConfig,
  nestjsJwt,
  newrelicAdmin,
  next,
  nodeConfig,
  nodeDev,
  nodeEnvFile,
  nodeHooks,
  nodeMongodb,
  nodeRedis,
  node,
  nodemon,
  nodenv,
  nox,
  npmPrograms,
  npmRunAll,
  npm,
  numactl,
  nuxt,
  nx,
  op,
  openaiPython,
  openai,
  opentelemetryInstrument,
  orjson,
  otherProtocols,
  overmind,
  passlib,
  passport,
  pdm,
  perl,
  pg,
  php,
  pika,
  pipenv,
  platforms,
  pm2,
  pnpm,
  poe,
  poetry,
  polka,
  postgresJs,
  postgres,
  prismaClientPy,
  prisma,
  psycopg,
  puma,
  pydanticSettings,
  pyenv,
  pyjwt,
  pymongo,
  pythonDecouple,
  pythonDotenv,
  pythonHttpServer,
  pythonJose,
  python,
  quart,
  rabbitmq,
  rails,
  rbenv,
  reactScripts,
  redisPy,
  redis,
  reflex,
  remix,
  resend,
  restify,
  robyn,
  ruby,
  rust,
  rye,
  sanic,
  scala,
  sequelize,
  serve,
  shellWords,
  smtp,
  socketIo,
  sqlalchemy,
  srvx,
  starlette,
  streamlit,
  stripe,
  sudo,
  supabase,
  surestart,
  sveltekit,
  swcNode,
  swift,
  t3Env,
  task,
  tinyhttp,
  tornado,
  tox,
  tsNodeDev,
  tsNode,
  tscWatch,
  tsx,
  turbo,
  typeorm,
  typer,
  unbuffer,
  utilLinux,
  uv,
  uvicorn,
  uwebsockets,
  valibot,
  valkey,
  varlock,
  viteNode,
  vite,
  volta,
  waitress,
  watchexec,
  watchfiles,
  watchmedo,
  webPush,
  webServices,
  websockets,
  werkzeug,
  wrangler,
  ws,
  xvfbRun,
  yarn,
  yup,
  zig,
  znv,
  zod,
].flat();
