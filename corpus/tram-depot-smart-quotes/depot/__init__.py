from flask import Flask


def create_app():
    from dotenv import load_dotenv

    load_dotenv()
    from .limits import Limits

    app = Flask(__name__)
    limits = Limits.from_env()

    @app.get("/health")
    def health():
        return {"tracks": limits.tracks}

    return app
