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
