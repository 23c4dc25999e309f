import { defineTool } from "./_define.ts";

export default defineTool({
  name: "django",
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
  modes: ["DJANGO_ENV", "DJANGO_CONFIGURATION"],
  variables: ["DJANGO_"],
});
