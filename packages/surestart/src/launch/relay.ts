import { write } from "node:fs";
import { Writable } from "node:stream";

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
  const stream = new Writable({
    highWaterMark: 64 * 1024,
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      writeAll(fd, chunk, done);
    },
  });
  return {
    stream,
    flushed: () =>
      new Promise((resolve) => {
        if (stream.destroyed || stream.writableLength === 0) return resolve();
        const settle = () => resolve();
        stream.once("close", settle);
        stream.write("", settle);
      }),
  };
}

function writeAll(fd: number, chunk: Buffer, done: (error?: Error | null) => void): void {
  write(fd, chunk, 0, chunk.byteLength, null, (error, written) => {
    // A terminal or a pipe that somebody else made non-blocking is only full for the moment.
    if (error?.code === "EAGAIN") return void setTimeout(() => writeAll(fd, chunk, done), 5);
    if (error) return done(error);
    if (written < chunk.byteLength) return writeAll(fd, chunk.subarray(written), done);
    done();
  });
}
