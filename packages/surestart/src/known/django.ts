import { defineTool } from "./_define.ts";

export default defineTool({
  name: "django",
  called: "Django",
  language: "python",
  programs: ["django-admin", "django"],
  example: "python3 manage.py runserver",
  command: {
    options: { values: "settings, pythonpath, verbosity v, addrport" },
    serves: /^runserver(_plus)?$/,
    positional: "address",
    reloads: { always: true, unless: "noreload" },
    sets: { settings: "DJANGO_SETTINGS_MODULE" },
    script: "manage.py",
  },
  server: {
    tell: { port: "{port}", both: "{address}" },
    taken: /^Error: That port is already in use\.$/,
    port: 8000,
    ownListener: true,
  },
  takes: [{ names: { setting: "SECRET_KEY", besides: "INSTALLED_APPS" }, usedAs: "django" }],
  // Its check security.W009 (`check --deploy` alone).
  uses: {
    django: {
      generate: { generate: "base64url", bytes: 50 },
      least: { length: 50, unit: "characters", by: "Django's deployment check", advice: true },
    },
  },
  framework: { makes: ["django.core.wsgi.get_wsgi_application", "django.core.asgi.get_asgi_application"] },
  keeps: { dies: /^Exception in thread django-main-thread:$/, starts: / changed, reloading\.$/ },
  says: {
    meant: [
      {
        words: /AppRegistryNotReady: (?:Apps|Models) aren't loaded yet/,
        title: "Models are used before Django has loaded its apps",
        fix: "Call django.setup() before they are imported, or import them where they are used",
      },
    ],
  },
  imports: {
    calls: ["django.utils.module_loading.import_string"],
    settings: {
      packages: "INSTALLED_APPS",
      parts: ["", ".apps", ".models"],
      config: /\.apps\.\w+$/,
      module: "ROOT_URLCONF",
      setUp: "get_asgi_application() or django.setup()",
    },
  },
  random: ["django.core.management.utils.get_random_secret_key"],
  // https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
  hosts: {
    status: 400,
    body: /Bad Request \(400\)|DisallowedHost/,
    setting: "ALLOWED_HOSTS",
    note: "with DEBUG off, an empty ALLOWED_HOSTS accepts none",
  },
  migrates: {
    command: "python3 manage.py migrate",
    windows: "python manage.py migrate",
    file: /^manage\.py$/,
  },
  modes: ["DJANGO_ENV", "DJANGO_CONFIGURATION"],
  variables: ["DJANGO_"],
});
