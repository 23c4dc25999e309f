import asyncio
import os

from aiohttp import web

from cinema.app import metrics_app, web_app

PORT = int(os.environ.get("PORT", "8080"))


async def main() -> None:
    for app in (web_app(), metrics_app()):
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", PORT).start()
    await asyncio.Event().wait()


asyncio.run(main())
