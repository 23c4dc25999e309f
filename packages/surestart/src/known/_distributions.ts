/**
 * Python modules whose distribution has another name on PyPI: what to install for `import NAME`. Only those where the two
 * differ in more than case and dashes. Of a family, the one that most projects mean.
 */
const differ: Record<string, string> = {
  attr: "attrs",
  bs4: "beautifulsoup4",
  bson: "pymongo",
  cv2: "opencv-python",
  Crypto: "pycryptodome",
  Cryptodome: "pycryptodomex",
  dateutil: "python-dateutil",
  decouple: "python-decouple",
  discord: "discord.py",
  django_filters: "django-filter",
  dns: "dnspython",
  docx: "python-docx",
  dotenv: "python-dotenv",
  engineio: "python-engineio",
  environ: "django-environ",
  faiss: "faiss-cpu",
  fitz: "PyMuPDF",
  flask_cors: "Flask-Cors",
  flask_migrate: "Flask-Migrate",
  flask_sqlalchemy: "Flask-SQLAlchemy",
  git: "GitPython",
  github: "PyGithub",
  gitlab: "python-gitlab",
  googleapiclient: "google-api-python-client",
  graphene_django: "graphene-django",
  grpc: "grpcio",
  grpc_status: "grpcio-status",
  haystack: "django-haystack",
  jose: "python-jose",
  jwt: "PyJWT",
  kafka: "kafka-python",
  ldap: "python-ldap",
  ldap3: "ldap3",
  Levenshtein: "Levenshtein",
  magic: "python-magic",
  memcache: "python-memcached",
  multipart: "python-multipart",
  MySQLdb: "mysqlclient",
  nacl: "PyNaCl",
  OpenSSL: "pyOpenSSL",
  PIL: "Pillow",
  pkg_resources: "setuptools",
  playhouse: "peewee",
  pptx: "python-pptx",
  psycopg2: "psycopg2-binary",
  psycopg: "psycopg[binary]",
  pydantic_settings: "pydantic-settings",
  pythonjsonlogger: "python-json-logger",
  rest_framework: "djangorestframework",
  rest_framework_simplejwt: "djangorestframework-simplejwt",
  serial: "pyserial",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  slack: "slackclient",
  slugify: "python-slugify",
  socketio: "python-socketio",
  socks: "PySocks",
  storages: "django-storages",
  telegram: "python-telegram-bot",
  usb: "pyusb",
  websocket: "websocket-client",
  wx: "wxPython",
  xdg: "pyxdg",
  yaml: "PyYAML",
  zmq: "pyzmq",
};

/** Modules in the shared package `google`, whose second name decides. */
const google: Record<string, string> = {
  "google.protobuf": "protobuf",
  "google.auth": "google-auth",
  "google.oauth2": "google-auth",
  "google.cloud": "google-cloud-core",
  "google.generativeai": "google-generativeai",
  "google.genai": "google-genai",
  "google.api_core": "google-api-core",
};

/**
 * What to install for an import: `serial` → pyserial. `specifier` is the whole dotted name where it is known
 * (`google.cloud.storage` → google-cloud-storage). Names that are the same are handed back.
 */
export function distributionName(name: string, specifier: string = name): string {
  const parts = specifier.split(".");
  if (name === "google" && parts.length > 1) {
    if (parts[1] === "cloud" && parts[2] !== undefined)
      return `google-cloud-${parts[2].replaceAll("_", "-")}`;
    return google[parts.slice(0, 2).join(".")] ?? `google-${parts[1]}`;
  }
  return Object.hasOwn(differ, name)
    ? (differ[name] as string)
    : name.replace(/^_+/, "").replaceAll("_", "-");
}

/** What many projects import and is called the same on PyPI, but for case and dashes; with `differ`, all that is known of names there. */
const same = new Set(
  (
    "aioboto3 aiocache aiofiles aiohttp aiokafka aiomysql aiopg aioredis aiosmtplib aiosqlite alembic altair amqp annotated_types " +
    "anthropic anyio apispec apscheduler argon2 ariadne arrow asgi_lifespan asgiref async_lru async_timeout asyncpg attrs authlib " +
    "automat azure babel backoff bcrypt beanie billiard bjoern black bleach blinker bokeh boto3 botocore bottle brotli cachetools " +
    "cassandra celery certifi cffi channels channels_redis chardet charset_normalizer cherrypy chromadb circus click cloudinary " +
    "cloudpickle coloredlogs colorama configobj connexion cryptography cx_Oracle cython daphne dash databases dataclasses_json debugpy " +
    "deepdiff defusedxml diskcache dj_database_url dj_rest_auth django django_celery_beat django_extensions django_redis " +
    "django_cors_headers docker drf_spectacular drf_yasg dynaconf elasticsearch email_validator environs eventlet fabric factory " +
    "fakeredis falcon fastapi fastapi_mail fastapi_pagination fastapi_users fastavro feedparser filelock firebase_admin flasgger flask " +
    "flask_admin flask_bcrypt flask_caching flask_httpauth flask_jwt_extended flask_limiter flask_login flask_mail flask_marshmallow " +
    "flask_principal flask_restful flask_restx flask_security flask_session flask_smorest flask_socketio flask_talisman flask_wtf frozenlist " +
    "fsspec geoalchemy2 geopandas gevent geventwebsocket gino google graphene greenlet gspread gunicorn h11 h2 hiredis html5lib httptools " +
    "httpx hug humanize hvac hypercorn hypothesis idna inflection influxdb_client iso8601 isodate itsdangerous janus jinja2 jmespath " +
    "joblib json_log_formatter jsonpatch jsonpath_ng jsonschema keras kombu kubernetes langchain langchain_community langchain_core " +
    "langchain_openai limits litestar llama_index logfire loguru lxml mako mangum markdown markdown2 markupsafe marshmallow " +
    "marshmallow_sqlalchemy matplotlib mongoengine mongoframes motor mpmath msgpack msgspec multidict mypy_extensions mysql_connector " +
    "nats neo4j networkx newrelic nltk numpy oauthlib odmantic ollama openai openpyxl opensearchpy opentelemetry orjson packaging pandas " +
    "paramiko passlib pendulum peewee pika pint piccolo pinecone plotly polars pony prisma prometheus_client " +
    "prometheus_fastapi_instrumentator psutil psycopg2_binary ptyprocess pyarrow pyasn1 pycountry pydantic pydantic_core pydantic_settings " +
    "pygments pymongo pymssql pymysql pynamodb pyodbc pyotp pyparsing pyramid pyrogram pytest pytz qdrant_client qrcode quart redis " +
    "redis_om regex reportlab requests requests_oauthlib requests_toolbelt responder rich rq ruamel.yaml s3fs sanic sanic_ext schedule scipy " +
    "sendgrid sentry_sdk sentence_transformers setuptools sh shapely shortuuid simplejson six slack_sdk slowapi sniffio snowflake socketify " +
    "sortedcontainers soupsieve spacy sqlalchemy sqlalchemy_utils sqlmodel sqlparse sse_starlette starlette starlite statsd strawberry " +
    "streamlit stripe structlog supabase sympy tabulate taskiq tenacity tensorflow termcolor tiktoken tinydb toml tomli tomlkit toolz torch " +
    "tornado tortoise tqdm transformers trio twilio twisted typeguard typer typing_extensions typing_inspection tzdata tzlocal ujson " +
    "umongo unidecode urllib3 uvicorn uvloop validators waitress watchdog watchfiles webargs webob websockets werkzeug whitenoise wtforms " +
    "xlrd xlsxwriter xmltodict yarl zeep zope zstandard"
  )
    .split(" ")
    .map(plain),
);

/** What many projects of Node depend on. */
const ofNode = new Set(
  (
    "@anthropic-ai/sdk @apollo/server @aws-sdk/client-s3 @aws-sdk/s3-request-presigner @clerk/backend @clerk/express @elastic/elasticsearch " +
    "@elysiajs/cors @elysiajs/swagger @fastify/autoload @fastify/cookie @fastify/cors @fastify/env @fastify/formbody @fastify/helmet " +
    "@fastify/jwt @fastify/multipart @fastify/mongodb @fastify/postgres @fastify/rate-limit @fastify/redis @fastify/sensible @fastify/session " +
    "@fastify/static @fastify/swagger @fastify/swagger-ui @fastify/view @fastify/websocket @google-cloud/storage @google/genai " +
    "@google/generative-ai @graphql-tools/schema @grpc/grpc-js @grpc/proto-loader @hapi/boom @hapi/hapi @hapi/inert @hono/node-server " +
    "@hono/zod-openapi @hono/zod-validator @koa/cors @koa/router @libsql/client @mikro-orm/core @mikro-orm/postgresql @nestjs/axios " +
    "@nestjs/bull @nestjs/bullmq @nestjs/common @nestjs/config @nestjs/core @nestjs/event-emitter @nestjs/graphql @nestjs/jwt " +
    "@nestjs/mapped-types @nestjs/microservices @nestjs/mongoose @nestjs/passport @nestjs/platform-express @nestjs/platform-fastify " +
    "@nestjs/schedule @nestjs/sequelize @nestjs/serve-static @nestjs/swagger @nestjs/terminus @nestjs/testing @nestjs/throttler " +
    "@nestjs/typeorm @nestjs/websockets @neondatabase/serverless @node-rs/argon2 @octokit/rest @opentelemetry/api @opentelemetry/sdk-node " +
    "@planetscale/database @prisma/adapter-pg @prisma/client @prisma/extension-accelerate @sendgrid/mail @sentry/node @sinclair/typebox " +
    "@slack/bolt @slack/web-api @socket.io/redis-adapter @supabase/supabase-js @t3-oss/env-core @t3-oss/env-nextjs @trpc/client @trpc/server " +
    "@upstash/redis @vercel/blob ajv ajv-formats amqplib apollo-server apollo-server-express archiver argon2 arktype async aws-sdk axios " +
    "bcrypt bcryptjs better-auth better-sqlite3 body-parser boxen bull bullmq bunyan busboy chalk cheerio chokidar class-transformer " +
    "class-validator cloudinary colors commander compression config connect connect-mongo connect-redis consola convict cookie cookie-parser " +
    "cookie-session cors cron cross-env cross-fetch crypto-js csurf csv-parse csv-parser date-fns dayjs debug discord.js dockerode dotenv " +
    "dotenv-expand dotenv-flow dotenv-safe drizzle-orm ejs elysia env-var envalid esbuild eventemitter3 execa express " +
    "express-async-errors express-async-handler express-fileupload express-handlebars express-jwt express-mongo-sanitize express-rate-limit " +
    "express-session express-validator fast-glob fastify fastify-plugin firebase firebase-admin form-data formidable fs-extra glob " +
    "google-auth-library googleapis got grammy graphql graphql-request graphql-subscriptions graphql-tag graphql-ws graphql-yoga h3 " +
    "handlebars helmet hbs hono hpp html-to-text http-errors http-proxy http-proxy-middleware http-status-codes i18next immer inversify " +
    "ioredis iron-session jimp joi jose js-yaml jsdom jsonwebtoken jwks-rsa kafkajs knex koa koa-bodyparser koa-router kysely " +
    "langchain level lodash log4js lowdb lru-cache luxon mariadb marked mime mime-types minio mjml moment moment-timezone mongodb mongoose " +
    "morgan ms mssql multer multer-s3 mustache mysql mysql2 nanoid nats next next-auth nodemailer node-cache node-cron node-fetch node-schedule " +
    "nunjucks objection ollama openai ora p-limit p-queue passport passport-facebook passport-github2 passport-google-oauth20 passport-jwt " +
    "passport-local pdfkit pg pg-hstore pg-promise pino pino-http pino-pretty pm2 postgres prisma prom-client proxy-agent pug " +
    "puppeteer puppeteer-core qrcode qs ramda rate-limiter-flexible react react-dom redis reflect-metadata resend restify rimraf rxjs " +
    "sanitize-html semver sequelize sequelize-typescript serve-favicon serve-static sharp shortid slugify socket.io socket.io-client " +
    "source-map-support sqlite sqlite3 ssh2 stripe superagent supertest swagger-jsdoc swagger-ui-express systeminformation telegraf " +
    "tsconfig-paths tslib tsx tsyringe twilio typegoose @typegoose/typegoose type-graphql typebox typeorm typescript ts-node ulid " +
    "umzug underscore undici uuid valibot validator vite web-push winston winston-daily-rotate-file ws xlsx xml2js yaml yargs yup zod"
  ).split(" "),
);

/** A name that is known to be a package's: only then it is said how it is installed. */
export function isKnownPackage(name: string, language: "python" | "node"): boolean {
  if (language === "node") return ofNode.has(name);
  return Object.hasOwn(differ, name) || same.has(plain(name));
}

/**
 * Packages that are called as the module of another one, and have a module of that name, too: who installs by the name of the import
 * gets the stranger. By the module, as `differ`.
 */
export const strangers: ReadonlySet<string> = new Set([
  "docx",
  "environ",
  "fitz",
  "jose",
  "jwt",
  "serial",
  "telegram",
]);

/** Of a package the last versions that still have a module, as pip takes it. */
export const lastWith: Readonly<Record<string, string>> = {
  // https://setuptools.pypa.io/en/latest/history.html#v82-0-0
  pkg_resources: "setuptools<82",
};

function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "_");
}
