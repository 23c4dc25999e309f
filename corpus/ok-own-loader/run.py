from envfile import read

read(".env")

from dyes.server import main  # noqa: E402

main()
