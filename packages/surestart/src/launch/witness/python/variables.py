# Reads and writes of the environment. The dictionary inside of os.environ (and os.environb) is taken by one that notes: the
# classes and functions of os stay as they are, and an error that they raise has the same lines.
names_read = {}
names_written = {}
copying = [None]
most_repeated = 1000
repeated = {}
passing = ("os", "_collections_abc", "collections.abc")
get_item, set_item, del_item = dict.__getitem__, dict.__setitem__, dict.__delitem__


class Data(dict):
    __slots__ = ()

    def __getitem__(self, key):
        try:
            value = get_item(self, key)
        except KeyError:
            safely(note_read, key, None)
            raise
        safely(note_read, key, value)
        return value

    def __setitem__(self, key, value):
        set_item(self, key, value)
        safely(note_write, key, value)

    def __delitem__(self, key):
        del_item(self, key)
        safely(note_write, key, None)

    def __iter__(self):
        safely(note_copy)
        # Another thread may have its turn before the caller has the iterator: it is not of the dictionary itself.
        return iter(list(dict.keys(self)))

    def __reduce_ex__(self, protocol):
        return dict, (dict(dict.items(self)),)

    def copy(self):
        return dict(dict.items(self))

    __copy__ = copy

    def __deepcopy__(self, memo):
        return dict(dict.items(self))


def safely(work, *args):
    try:
        work(*args)
    except RecursionError:
        # The program itself is at its limit. Before 3.10, one who goes on there is ended by Python.
        if sys.version_info < (3, 10):
            raise
    except Exception:
        pass


def caller():
    """Whoever asked os: behind the functions of this file, of os and of the mapping that it is."""
    frame = sys._getframe(4)
    while frame is not None and module(frame) in passing:
        frame = frame.f_back
    return frame


def decoded(value):
    return value if type(value) is str else os.fsdecode(value)


def note_read(key, value):
    frame = caller()
    if frame is None:
        return
    at = (frame.f_code, frame.f_lineno)
    # Whoever copies all of them has asked for none.
    if copying[0] == at and value is not None:
        return
    if value is not None:
        # A program may ask for the same at each step of a loop.
        times = repeated.get((key, at), 0)
        if times >= most_repeated:
            return
        if times or len(repeated) < most:
            repeated[(key, at)] = times + 1
    name = decoded(key)
    if value is None and name not in names_read and in_value(name):
        return
    where, inner = place(frame)
    if where is not None:
        names_read[name] = True
        remember(inner, name if value is None or len(value) == 0 else None, where["line"])
    if not once("read", key, at, value is None, value is not None and len(value) == 0):
        return
    note(
        {
            "do": "read",
            "name": name,
            "found": "missing" if value is None else "set" if len(value) else "empty",
            "length": None if value is None else len(decoded(value)),
            "written": names_written.get(name),
            "at": where,
            "in": None if inner is None else called(inner.f_code),
            "by": None if inner is frame else module(frame),
        },
        where is not None,
    )


def in_value(name):
    """Is a name a piece of a value? A loader that takes `$…` for the name of another variable asks for such; it is not noted."""
    pairs = [(decoded(key), decoded(value)) for key, value in list(dict.items(os.environ._data))]
    # The script that npm runs may name the variable: `set NAME=…`.
    values = [value.replace(name + "=", "") if key == "npm_lifecycle_script" else value for key, value in pairs]
    values += [value for _, value in pairs_in_files()]
    return len(name) > 3 and any(name in value for value in values)


# What each call has read last, and whether it got nothing. A frame is not kept for this: that would keep all that it holds.
last_reads = {}


def remember(frame, name, line):
    if len(last_reads) > most:
        last_reads.clear()
    last_reads[id(frame)] = (call_of(frame), name, line)


def call_of(frame):
    """Tells a call from a later one of the same function, whose frame may have the same number."""
    steps = [frame.f_code]
    frame = frame.f_back
    while frame is not None and len(steps) < 9:
        steps += [id(frame), frame.f_lasti]
        frame = frame.f_back
    return tuple(steps)


def missed_by(frame):
    """The variable that this very call has asked for last, where it got nothing for it."""
    call, name, line = last_reads.get(id(frame), (None, None, None))
    return {"name": name, "line": line} if name is not None and call == call_of(frame) else None


def note_write(key, value):
    frame = caller()
    if frame is None:
        return
    name = decoded(key)
    for number in [number for number, (_, missed, _) in list(last_reads.items()) if missed == name]:
        last_reads.pop(number, None)
    where, inner = place(frame)
    if once("write", key, frame.f_code, frame.f_lineno, value is None):
        note(
            {
                "do": "write",
                "name": name,
                "found": "missing" if value is None else "set" if len(value) else "empty",
                "length": None if value is None else len(decoded(value)),
                "at": where,
                "by": None if inner is frame else module(frame),
            },
            where is not None,
        )
    names_written[name] = written


def note_copy():
    frame = caller()
    if frame is None:
        return
    copying[0] = (frame.f_code, frame.f_lineno)
    where, inner = place(frame)
    if where is not None and once("copy", frame.f_code, frame.f_lineno):
        note({"do": "copy", "at": where, "by": None if inner is frame else module(frame)}, True)


def take_over():
    data = getattr(os.environ, "_data", None)
    if type(data) is not dict:
        return
    noting = Data(data)
    os.environ._data = noting
    both = getattr(os, "environb", None)
    if both is not None and getattr(both, "_data", None) is data:
        both._data = noting


Data.__name__ = Data.__qualname__ = "dict"
Data.__module__ = "builtins"
take_over()
