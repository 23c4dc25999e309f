from flask import Flask


def create_app() -> Flask:
    from dotenv import load_dotenv

    from .views import bp

    load_dotenv()
    app = Flask(__name__)
    app.register_blueprint(bp)
    return app
