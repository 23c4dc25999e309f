# What an observer of the environment might trouble. Prints what it sees; "done" at the end.
import copy
import gc
import io
import os
import pickle
import sys
import threading
import traceback


def tried(work):
    try:
        result = work()
    except BaseException as error:
        return "%s: %s" % (type(error).__name__, error)
    return "%s %r" % (type(result).__name__, result)


class Text(str):
    def __hash__(self):
        raise RuntimeError("asked for a hash")


class Odd(str):
    pass


class Broken(Exception):
    def __str__(self):
        raise RuntimeError("no words")

    @property
    def __dict__(self):
        raise RuntimeError("no inside")

    def __getattribute__(self, name):
        if name in ("args", "__class__"):
            raise RuntimeError("no attribute " + name)
        return Exception.__getattribute__(self, name)


environ, environb = os.environ, os.environb
keys = ["", "X", "ä", "\udc80", "A=B", "a\0b", b"X", 1, None, (), Text("X"), Odd("X"), object]
for key in keys:
    for mapping in (environ, environb):
        shown = [
            tried(lambda: mapping[key]),
            tried(lambda: mapping.get(key)),
            tried(lambda: mapping.get(key, "else")),
            tried(lambda: key in mapping),
            tried(lambda: mapping.setdefault(key, "v")),
            tried(lambda: mapping.setdefault(key, b"v")),
            tried(lambda: mapping.__setitem__(key, "w")),
            tried(lambda: mapping.__setitem__(key, b"w")),
            tried(lambda: mapping.__setitem__(key, 3)),
            tried(lambda: mapping.pop(key)),
            tried(lambda: mapping.pop(key, None)),
            tried(lambda: mapping.__delitem__(key)),
        ]
        print(type(key).__name__, ascii(shown))

print(type(environ), type(environb), isinstance(environ, dict), environ == dict(environ), len(environ) == len(environb))
environ["ONE"] = "1"
print(environb[b"ONE"], os.getenv("ONE"), os.getenvb(b"ONE"), os.popen("echo $ONE").read().strip())
del environb[b"ONE"]
print("ONE" in environ, os.popen("echo $ONE").read().strip() == "")
for work in (copy.copy, copy.deepcopy, dict, list, sorted, len, bool, iter, type, repr):
    print(work.__name__, type(tried(lambda: work(environ))).__name__)
deep = copy.deepcopy(environ)
deep["DEEP"] = "1"
print("DEEP" in environ, "DEEP" in deep, type(environ.copy()))
environ.pop("DEEP", None)
print(tried(lambda: pickle.dumps(environ))[:9])
print(tried(lambda: environ | {"Q": "1"})[:4], tried(lambda: {"Q": "1"} | environ)[:4])
for view in (environ.keys(), environ.values(), environ.items()):
    print(type(view).__name__, len(list(view)) == len(environ), len(view) == len(environ))
environ.update({"U1": "1"}, U2="2")
print(environ.pop("U1"), environ.pop("U2"), tried(lambda: environ.popitem())[:5])


def grow():
    for name in environ:
        environ["GROWN_" + name[:3]] = "1"
        break


print(tried(grow))


def hammer(number):
    for turn in range(200):
        environ["T%d" % number] = str(turn)
        environ.get("T%d" % ((number + 1) % 4))
        try:
            # Another thread may delete what was listed.
            list(environ.items())
        except KeyError:
            pass
        try:
            environ["NEVER_%d" % turn]
        except KeyError:
            pass
        environ.pop("T%d" % number, None)


threads = [threading.Thread(target=hammer, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()


def deep_down(depth):
    environ.get("DEPTH")
    return deep_down(depth + 1)


print(tried(lambda: deep_down(0))[:14])


def raises(error):
    secret = environ.get("SECRET")
    raise error


for error in (Broken(), ValueError("x"), KeyboardInterrupt(), SystemExit(0), GeneratorExit(), ImportError("y")):
    kind = "nothing"
    try:
        raises(error)
    except BaseException as met:
        kind = type(met).__name__
        text = io.StringIO()
        try:
            traceback.print_exc(file=text)
        except Exception as other:
            print("cannot be printed", type(other).__name__)
        print("surestart" in text.getvalue(), kind)


def generate():
    try:
        while True:
            yield environ.get("GENERATED")
    finally:
        environ["GENERATED"] = "closed"


generator = generate()
next(generator)
generator.close()
print(environ.pop("GENERATED"))


class Heavy:
    gone = []

    def __del__(self):
        Heavy.gone.append(1)


def holds():
    heavy = Heavy()
    environ.get("HELD")
    raise ValueError("held")


for _ in range(3):
    try:
        holds()
    except ValueError:
        pass
gc.collect()
print("kept alive:", 3 - len(Heavy.gone))

child = os.fork()
if child == 0:
    os.closerange(3, 100)
    environ["IN_CHILD"] = "1"
    environ.get("OF_CHILD")
    with open("/dev/null") as first:
        print("descriptor", first.fileno(), flush=True)
    os._exit(environ.get("IN_CHILD") != "1")
print("child", os.waitpid(child, 0)[1])

descriptors = sorted(os.listdir("/proc/self/fd"))
environ.get("OPENS_NOTHING")
try:
    environ["OPENS_NOTHING_EITHER"]
except KeyError:
    pass
print("no descriptor more", sorted(os.listdir("/proc/self/fd")) == descriptors)
print(tried(lambda: open(".env.none")), tried(lambda: open(b"\xff.env")), tried(lambda: open(Text(".env")))[:9])
print(sorted(name for name in sys.modules if "surestart" in name or "sitecustomize" in name))
print([entry for entry in sys.path if "witness" in entry], sys.excepthook is sys.__excepthook__)
print(threading.excepthook.__module__, traceback.TracebackException.__init__.__qualname__)
sys.path.insert(0, os.getcwd())
import helper

print(helper.VALUE)
print("done")
