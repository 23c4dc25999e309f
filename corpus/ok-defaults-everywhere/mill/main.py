from fastapi import Depends, FastAPI

from mill import config

app = FastAPI()


@app.get("/health")
def health():
    return {"limit": config.LIMIT}


@app.post("/mail")
def mail(mailer: config.Mailer = Depends(config.mailer)):
    return mailer.host
