import { write } from "node:fs";
import { Writable } from "node:stream";
import { isatty } from "node:tty";
import { textReader } from "./relay-console.ts";

/** A way for bytes to one of our own descriptors. */
export interface Relay {
  stream: Writable;
  /** Resolves when everything that was written so far is out, or the other end is gone. */
  flushed: () => Promise<void>;
}

/**
 * Writes to a descriptor of ours without ever holding up the event loop: process.stdout writes synchronously to pipes, so a
 * reader that is slow would keep us from signals and from the wait. Order and bytes stay; when the reader is gone, the
 * stream fails with EPIPE, and the program is to learn it by its own broken pipe.
 */
export function relay(fd: 1 | 2): Relay {
  const way = process.platform === "win32" && isatty(fd) ? consoleWay(fd) : bytesWay(fd);
  const stream = new Writable({
    highWaterMark: 64 * 1024,
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      way.write(chunk, done);
    },
  });
  return {
    stream,
    flushed: () =>
      new Promise<void>((resolve) => {
        if (stream.destroyed || stream.writableLength === 0) return resolve();
        const settle = () => resolve();
        stream.once("close", settle);
        stream.write("", settle);
      }).then(way.finish),
  };
}

type Done = (error?: Error | null) => void;

interface Way {
  write: (chunk: Buffer, done: Done) => void;
  finish: () => void;
}

function bytesWay(fd: number): Way {
  return { write: (chunk, done) => writeAll(fd, chunk, done), finish() {} };
}

function consoleWay(fd: 1 | 2): Way {
  const [reader, out] = [textReader(), fd === 1 ? process.stdout : process.stderr];
  return {
    write: (chunk, done) => void out.write(reader.text(chunk), done),
    finish: () => void out.write(reader.rest()),
  };
}

function writeAll(fd: number, chunk: Buffer, done: Done): void {
  write(fd, chunk, 0, chunk.byteLength, null, (error, written) => {
    // A terminal or a pipe that somebody else made non-blocking is only full for the moment.
    if (error?.code === "EAGAIN") return void setTimeout(() => writeAll(fd, chunk, done), 5);
    if (error) return done(error);
    if (written < chunk.byteLength) return writeAll(fd, chunk.subarray(written), done);
    done();
  });
}
