from fastapi import FastAPI

from clinic.keys import KEY

app = FastAPI()


@app.get("/health")
def health():
    return {"bits": KEY.key_size}
