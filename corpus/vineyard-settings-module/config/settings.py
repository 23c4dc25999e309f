SECRET_KEY = "x" * 20 + "vineyard-rows-and-rows-of-vines-9231"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "config.urls"
INSTALLED_APPS = []
