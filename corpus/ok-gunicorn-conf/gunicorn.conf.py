import os

from dotenv import load_dotenv

load_dotenv()
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 1
