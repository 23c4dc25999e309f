/**
 * One way in which code opens a port with a tool. A parameter of its call is written as its place and its name: `"1 port"`;
 * only as its name where it is a keyword, and only as its place where it has no name.
 */
export interface Listen {
  /** What is called, as a dotted word, its module first; `()` is what a call gives: "flask.Flask().run". */
  calls?: readonly string[];
  /** Modules, or families of them (`@koa/*`), whose objects have a method `listen(port, host)`. */
  modules?: readonly string[];
  port?: string;
  host?: string;
  /** One parameter that is a pair of both. */
  address?: string;
  /** One parameter that is a text of both: "0.0.0.0:8000". */
  text?: string;
  /** The place of an object that has `port` and `hostname` or `host`, or has them in this member of it. */
  options?: { at: number; in?: string };
  /** It opens a port only where the options name one. */
  onlyWith?: "port";
  /** The port when none is given. @default the server's; without one it listens on none, or any */
  usual?: number;
  /** It listens when nothing is given at all. */
  bare?: true;
  /** The parameter that names the application to import, `module:attribute`. */
  imports?: string;
  /** How the call is shown. @default as it is written */
  shown?: string;
}
