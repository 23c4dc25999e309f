# The notes of this process: one line of JSON each. Each is written by itself, without a descriptor that stays open: a program
# that closes all descriptors could be given its number for a file of its own.
import os
import sys

# Python has loaded it before this.
import time

most = 2000
written = 0
# What happened before the first module of the project ran; a process that runs none leaves no notes.
waiting = []
# The process that has notes: a fork begins a file of its own.
active = None
seen = set()


def text(value):
    out = []
    for char in value:
        code = ord(char)
        if 32 <= code < 127 and char not in '"\\':
            out.append(char)
        elif code > 0xFFFF:
            code -= 0x10000
            out.append("\\u%04x\\u%04x" % (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF)))
        else:
            out.append("\\u%04x" % code)
    return '"' + "".join(out) + '"'


def json(value):
    kind = type(value)
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return str(value)
    if kind is str:
        return text(value)
    if kind is dict:
        return "{" + ",".join(text(k) + ":" + json(v) for k, v in value.items() if v is not None) + "}"
    return "[" + ",".join(json(one) for one in value) + "]"


def note(what, own):
    global active, written
    if written >= most:
        return
    written += 1
    what["n"] = written
    line = json(what) + "\n"
    if not own and active is None:
        waiting.append(line)
        return
    process = os.getpid()
    if active != process:
        head = {"do": "process", "language": "python", "version": "%d.%d.%d" % sys.version_info[:3]}
        line = json(head) + "\n" + "".join(waiting) + line
        del waiting[:]
        active = process
    file = os.path.join(folder, "notes", str(process) + ".jsonl")
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(file, flags, 0o600)
    try:
        os.write(descriptor, line.encode("ascii"))
    finally:
        os.close(descriptor)


def once(*key):
    if key in seen or len(seen) >= most:
        return False
    seen.add(key)
    return True
