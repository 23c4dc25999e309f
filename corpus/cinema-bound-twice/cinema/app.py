from aiohttp import web


async def ok(request):
    return web.json_response({"ok": True})


def web_app():
    app = web.Application()
    app.router.add_get("/health", ok)
    return app


def metrics_app():
    app = web.Application()
    app.router.add_get("/metrics", ok)
    return app
