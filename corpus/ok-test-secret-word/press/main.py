from fastapi import FastAPI

from press import config

app = FastAPI()


@app.get("/health")
def health():
    return {"mode": config.MODE}


@app.get("/rows")
def rows():
    with config.engine().connect() as connection:
        return connection.execute("select 1").scalar()
