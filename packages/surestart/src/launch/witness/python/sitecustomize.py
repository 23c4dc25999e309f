# The first thing that Python runs of the second look, found by PYTHONPATH. Any Python has to be able to read this file: one
# that is too old for the witness gets nothing.
import sys


def _watch():
    import os

    # What Python has not loaded by itself at this point must not be loaded here: the program may have a module of that name.
    folder = os.path.dirname(__file__)
    names = {"folder": folder}
    for part in ("notes", "places", "variables", "exceptions"):
        with open(os.path.join(folder, part + ".py"), "rb") as file:
            text = file.read()
        exec(compile(text, "<surestart>", "exec"), names)


def _leave():
    import os

    # The program gets the path and the sitecustomize that it would have without this one; where there is no other, the import
    # fails as it would have failed.
    folder = os.path.dirname(__file__)
    sys.path[:] = [entry for entry in sys.path if entry != folder]
    sys.path_importer_cache.pop(folder, None)
    sys.modules.pop("sitecustomize", None)
    __import__("sitecustomize")


if sys.version_info >= (3, 8):
    try:
        _watch()
    except Exception:
        pass
_leave()
