# Exceptions, the frames that they passed, and which of their names have the value of a variable. Nothing of a value is noted.
most_exceptions = 300
most_frames = 16
most_names = 60
# Seconds, and the part of the time that the program has run.
least_time, part_of_time = 0.25, 0.3
clock = time.perf_counter
start_time = clock()
spent = [0.0]
quiet = ("StopIteration", "StopAsyncIteration", "GeneratorExit", "KeyboardInterrupt", "CancelledError")
hosts = ("host", "hostname", "addr", "address", "server", "node", "ip")
files_read = dict.fromkeys(listed("files"), True)
exceptions = {}
# Files that are opened for this and not by the program.
reading = []


def note_chain(error, trace):
    """An exception that is reported, and those that it came from."""
    met = []
    while error is not None and len(met) < 6 and not any(error is one for one, _ in met):
        met.append((error, trace))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        trace = None if error is None else error.__traceback__
    for error, trace in reversed(met):
        note_exception(error, trace, None, True)


def note_exception(error, trace, frame, ends):
    """trace: from the frame that met it down to where it was raised; frame: the one above. ends: it is reported."""
    name = type(error).__name__
    if name in quiet or not isinstance(error, BaseException):
        return
    down = []
    while trace is not None:
        down.append((trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    up = []
    while frame is not None and len(up) < most_frames:
        up.append((frame, frame.f_lineno))
        frame = frame.f_back
    frames = up[::-1] + down
    at = next((one for one in reversed(frames) if own(one[0].f_code.co_filename)), None)
    if not ends and len(exceptions) >= most_exceptions:
        return
    values = {} if at is None else values_now()
    what = {
        "do": "raise",
        "name": name,
        "at": None if at is None else {"file": full(at[0].f_code.co_filename), "line": at[1]},
        "frames": [] if at is None else [seen_in(one, line, values) for one, line in frames[-most_frames:]],
    }
    # The same one on its way up is one exception; told apart by all that is noted, for the last one is the one that counts.
    told = json(what)
    if exceptions.get(told) in (ends, True):
        return
    exceptions[told] = ends
    what["ends"] = ends
    note(what, at is not None)


def seen_in(frame, line, values):
    code = frame.f_code
    mine = own(code.co_filename)
    arguments = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    holds = []
    empty = []
    for name, value in names_in(frame, mine):
        if value is None or (type(value) is str and value == ""):
            empty.append(name)
        else:
            look_at(name, value, name in arguments, values, holds)
            if mine:
                empty += empty_inside(name, value)
    return {
        "file": full(code.co_filename) if code.co_filename[:1] != "<" else code.co_filename,
        "line": line,
        "in": called(code),
        "own": mine,
        # Names of its own first: an object may have many.
        "holds": sorted(holds, key=lambda hold: "." in hold["name"])[:20],
        "empty": empty[:60] if mine else [],
        "missed": missed_by(frame) if mine else None,
    }


def names_in(frame, mine):
    """The local names of a function, and, of the project's, the names of its module that it uses."""
    code = frame.f_code
    pairs = {}
    if code.co_name != "<module>":
        pairs.update(list(frame.f_locals.items())[:most_names])
    if mine:
        module = frame.f_globals
        pairs.update((name, module[name]) for name in code.co_names if name in module and name not in pairs)
    return [(name, value) for name, value in pairs.items() if type(name) is str and name[:2] != "__"]


def look_at(name, value, argument, values, holds, deeper=True):
    kind = type(value)
    if kind is bytes and len(value) < 10000:
        try:
            value = value.decode()
        except UnicodeDecodeError:
            return
        kind = str
    if kind is str:
        for variable, how in values.get(value, ()):
            if how == "host" and len(value) < 4 and name.rpartition(".")[2].lower() not in hosts:
                continue
            holds.append({"name": name, "variable": variable, "how": how, "argument": argument})
        return
    if not deeper:
        return
    inside = value if kind is dict else attributes(value, kind)
    for key, one in list(inside.items())[:most_names] if inside else ():
        if type(key) is str and key.isidentifier() and key not in values and type(one) in (str, bytes):
            look_at(name + "." + key, one, argument, values, holds, False)


def empty_inside(name, value):
    kind = type(value)
    inside = value if kind is dict else attributes(value, kind)
    pairs = list(inside.items())[:most_names] if inside else []
    return [
        name + "." + key
        for key, one in pairs
        if type(key) is str and key.isidentifier() and (one is None or (type(one) is str and one == ""))
    ]


def attributes(value, kind):
    """What an object keeps of its own, without running code of its class."""
    if kind.__flags__ & 512 == 0 or kind is type(sys):
        return None
    try:
        inside = object.__getattribute__(value, "__dict__")
    except Exception:
        return None
    return inside if type(inside) is dict else None


def values_now():
    """Which text is the value of which variable: what the program has read or loaded, and what is in the .env files it opened."""
    found = {}
    for name, value in list(dict.items(os.environ._data)):
        name = decoded(name)
        if name in names_read or name in names_written:
            add(found, name, decoded(value))
    for name, value in pairs_in_files():
        add(found, name, value)
    return found


def pairs_in_files():
    pairs = []
    for file in list(files_read):
        try:
            pairs += pairs_in(file)
        except Exception:
            continue
    return pairs


def add(found, name, value):
    for part, how in [(value, "whole")] + ([(host_of(value), "host")] if "://" in value else []):
        if len(part) < (4 if how == "whole" else 2) or part.lower() in ("true", "false", "none", "null"):
            continue
        pairs = found.setdefault(part, [])
        if (name, how) not in pairs:
            pairs.append((name, how))


def host_of(url):
    rest = url.partition("://")[2]
    for end in "/?#":
        rest = rest.partition(end)[0]
    rest = rest.rpartition("@")[2]
    return rest[1:].partition("]")[0] if rest[:1] == "[" else rest.partition(":")[0]


def pairs_in(file):
    """The lines of a .env in all the ways in which they are usually read; it is looked at in memory alone."""
    reading.append(file)
    try:
        with open(file, "rb") as handle:
            lines = handle.read(200000).decode("utf-8", "replace").splitlines()
    finally:
        reading.pop()
    quote = None
    for line in lines:
        # Of a value of several lines none is a name.
        if quote is not None:
            quote = None if line.rstrip()[-1:] == quote else quote
            continue
        name, sign, value = line.partition("=")
        name, value = name.strip(), value.strip()
        if name[:7] == "export ":
            name = name[7:].strip()
        if not sign or not name.isidentifier():
            continue
        if value[:1] in ("'", '"') and value.count(value[0]) == 1:
            quote = value[0]
            continue
        bare = value.partition(" #")[0].strip()
        for one in {value, bare, value.strip("'\""), bare.strip("'\"")}:
            yield name, one


def note_open(name):
    name = os.fsdecode(name)
    base = os.path.basename(name)
    if not (base[:4] == ".env" or base[-4:] == ".env"):
        return
    path = os.path.abspath(name)
    if reading or not once("open", path):
        return
    if any(part in foreign for part in path.split(os.sep)):
        return
    where, _ = place(sys._getframe(3))
    there = os.path.isfile(path)
    if there:
        files_read[path] = True
    note({"do": "open", "file": path, "there": there, "at": where}, where is not None)


def audit(event, args):
    if event == "open":
        if type(args[0]) in (str, bytes):
            safely(note_open, args[0])
    elif event == "sys.excepthook":
        safely(note_chain, args[2], args[3])
    elif event == "import" and args[0] in waits:
        safely(meet, args[0])


def meet(name):
    """The program is about to load this module: it is loaded here as it would be there, and met."""
    work = waits.pop(name, None)
    if work:
        __import__(name)
        work(sys.modules[name])


# Modules that report exceptions. They are not loaded for this.
def patch_traceback(module):
    init = module.TracebackException.__init__

    def __init__(self, exc_type, exc_value, exc_traceback, *args, **kwargs):
        safely(note_exception, exc_value, exc_traceback, None, True)
        init(self, exc_type, exc_value, exc_traceback, *args, **kwargs)

    module.TracebackException.__init__ = like(__init__, init)


def patch_threading(module):
    make = module._make_invoke_excepthook

    def _make_invoke_excepthook():
        invoke = make()

        def invoke_excepthook(thread):
            error = sys.exc_info()
            safely(note_chain, error[1], error[2])
            invoke(thread)

        return invoke_excepthook

    module._make_invoke_excepthook = like(_make_invoke_excepthook, make)


waits = {"traceback": patch_traceback, "threading": patch_threading}


def like(function, other):
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(function, name, getattr(other, name))
    return function


def watch_all(monitoring):
    """3.12 and newer: every exception that leaves a function of the project, or is met in one."""
    tool = next((number for number in (4, 3) if monitoring.get_tool(number) is None), None)
    if tool is None:
        return
    monitoring.use_tool_id(tool, "surestart")
    events = monitoring.events

    def passes(code, offset, error):
        if not own(code.co_filename):
            return
        began = clock()
        # Code may raise for its daily work: what is caught is looked at for so long at most. What is reported always is.
        if spent[0] > least_time + part_of_time * (began - start_time):
            return
        safely(note_exception, error, error.__traceback__, sys._getframe(1).f_back, False)
        spent[0] += clock() - began

    monitoring.register_callback(tool, events.PY_UNWIND, passes)
    monitoring.register_callback(tool, events.EXCEPTION_HANDLED, passes)
    monitoring.set_events(tool, events.PY_UNWIND | events.EXCEPTION_HANDLED)


def watch_exit():
    """Before 3.12: where the program asks for its end."""
    leave = sys.exit

    def exit(status=None, /):
        try:
            leave(status)
        except SystemExit as error:
            safely(note_exception, error, None, sys._getframe(1), False)
            raise

    sys.exit = like(exit, leave)


if hasattr(sys, "monitoring"):
    safely(watch_all, sys.monitoring)
else:
    safely(watch_exit)
for name in list(waits):
    if name in sys.modules:
        safely(meet, name)
sys.addaudithook(audit)
