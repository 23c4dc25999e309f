# Which files are the project's, and where in them something happens.
def listed(name):
    with open(os.path.join(folder, name), "rb") as file:
        return [os.fsdecode(line) for line in file.read().split(b"\0") if line]


roots = [os.path.normcase(root) for root in listed("roots")]
start = os.getcwd()
library = os.path.normcase(os.path.dirname(os.__file__)) + os.sep
foreign = ("site-packages", "dist-packages", "node_modules")
known = {}


def own(name):
    answer = known.get(name)
    if answer is None:
        answer = known[name] = is_own(name)
    return answer


def is_own(name):
    if name[:1] == "<":
        return False
    path = os.path.normcase(full(name))
    if not any(path.startswith(root) for root in roots) or path.startswith(library):
        return False
    parts = path.split(os.sep)
    if any(part in foreign for part in parts):
        return False
    prefix = os.path.normcase(sys.prefix) + os.sep
    if not path.startswith(prefix) or not any(prefix.startswith(root) for root in roots):
        return True
    # The environment may be the project's own folder: then only the programs in it are not the project's.
    return prefix in roots and parts[len(prefix.split(os.sep)) - 1] not in ("bin", "Scripts", "scripts")


def full(name):
    return os.path.normpath(os.path.join(start, name))


def called(code):
    return getattr(code, "co_qualname", code.co_name)


def module(frame):
    name = frame.f_globals.get("__name__")
    return name if type(name) is str else None


def place(frame):
    """The innermost line of the project, with its frame; None where no line of it is on the stack."""
    while frame is not None:
        if own(frame.f_code.co_filename):
            return {"file": full(frame.f_code.co_filename), "line": frame.f_lineno}, frame
        frame = frame.f_back
    return None, None
