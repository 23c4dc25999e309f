import os

SECRET_KEY = os.environ.get("SPA_SECRET_KEY") or os.urandom(40).hex()
DEBUG = False
ALLOWED_HOSTS = ["spa.example.org"]
ROOT_URLCONF = "spa.urls"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
