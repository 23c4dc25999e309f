import os
from aiohttp import web
from tide.config import from_environment

config = from_environment()

async def t(request):
    return web.json_response({"harbour": config.harbour})

app = web.Application()
app.router.add_get("/t", t)
web.run_app(app, host="127.0.0.1", port=int(os.environ.get("PORT", "8080")))
