import os
from typing import NamedTuple


class Limits(NamedTuple):
    tracks: int
    name: str

    @classmethod
    def from_env(cls) -> "Limits":
        return cls(tracks=int(os.environ["DEPOT_TRACKS"]), name=os.environ.get("DEPOT_NAME", ""))
