import { defineTool } from "./_define.ts";

/** https://nodejs.org/api/process.html#processloadenvfilepath, https://nodejs.org/api/util.html#utilparseenvcontent */
export default defineTool({
  name: "node",
  language: "javascript",
  programs: ["node", "nodejs"],
  example: "node server.js",
  command: {
    like: "node",
    options: {
      values:
        "require r, import, loader experimental-loader, conditions C, env-file, env-file-if-exists, title, eval e, print p, " +
        "input-type, watch-path, icu-data-dir, openssl-config, redirect-warnings, disable-warning, dns-result-order, " +
        "unhandled-rejections, diagnostic-dir, report-dir, report-directory, cpu-prof-dir, heapsnapshot-signal, " +
        "max-http-header-size, secure-heap, secure-heap-min, test-name-pattern, localstorage-file, trace-event-categories",
    },
    entry: { as: "script", endings: [".js", ".mjs", ".cjs"] },
  },
  loads: [
    {
      calls: ["process.loadEnvFile"],
      dialect: "node",
      package: null,
      usual: "cwd",
      path: "0",
      demands: true,
    },
    {
      calls: ["util.parseEnv"],
      dialect: "node",
      package: null,
      usual: "nothing",
      content: "0",
      gives: "object",
    },
  ],
  uses: {
    cipher: { anyText: true, otherSeal: /unable to authenticate data/i },
  },
  takes: [
    { calls: ["URL", "url.URL"], value: "0", as: "url" },
    { calls: ["JSON.parse"], value: "0", as: "json" },
    {
      calls: [
        "fs.readFileSync",
        "fs.createReadStream",
        "fs.createWriteStream",
        "fs.mkdirSync",
        "fs.writeFileSync",
        "fs.appendFileSync",
        "fs.accessSync",
        "fs.statSync",
        "fs.readdirSync",
        "fs/promises.readFile",
        "fs/promises.mkdir",
        "fs/promises.writeFile",
        "fs/promises.access",
        "fs/promises.stat",
        "fs/promises.readdir",
      ],
      value: "0",
      as: "path",
      refuses: "nothing",
    },
    {
      calls: ["path.join", "path.resolve", "path.dirname", "path.basename", "path.normalize"],
      value: "0",
      as: "path",
      refuses: "nothing",
    },
    { calls: ["node:sqlite.DatabaseSync"], value: "0", as: "path", refuses: "nothing" },
    { calls: ["Buffer.from", "Buffer.byteLength"], value: "0", refuses: "nothing" },
    { calls: ["crypto.createHmac"], value: "1", usedAs: "hmac", refuses: "nothing" },
    {
      calls: ["crypto.createCipheriv", "crypto.createDecipheriv"],
      value: "1",
      usedAs: "cipher",
      form: { parameter: "0", is: /^(?:id-)?aes-?(128|192|256)/i, usedAs: "aes-$1" },
      refuses: "nothing",
    },
    {
      calls: ["crypto.createPrivateKey", "crypto.createPublicKey"],
      value: "0",
      usedAs: "pem-private-key",
      exact: true,
      refuses: "nothing",
    },
    { calls: ["crypto.scryptSync"], value: "0", usedAs: "cipher", refuses: "nothing" },
  ],
  listens: [{ modules: ["http", "https", "http2", "net", "tls"] }],
  keeps: {
    waits:
      /^(?:Failed|(?<clean>Completed)) running '.*'(?:\. Waiting for file changes before restarting\.\.\.)?$/,
    starts: /^Restarting '.*'$/,
  },
  // https://nodejs.org/api/cli.html#node_optionsoptions: what it does not list there is refused.
  optionsIn: {
    variable: "NODE_OPTIONS",
    refuses:
      "env-file env-file-if-exists test run check c eval e print p interactive i version v help h v8-options prof-process build-snapshot",
  },
  says: {
    refuses:
      /node(?:\.exe)?: (?:bad option: (?<flag>--?[\w-]+)|(?<inVariable>--?[\w-]+)=? is not allowed in NODE_OPTIONS)/,
    meant: [
      {
        words: /ERR_SERVER_ALREADY_LISTEN/,
        title: "A server that is already listening is told to listen again",
        fix: "Call listen once for each server",
      },
    ],
  },
  // https://nodejs.org/api/: "Added in" and the end of deprecations, tried with Node 16, 18, 20, 22, 24 and 25.
  ages: {
    since: {
      "16.6": "at",
      "16.9": "Object.hasOwn",
      "17.0": "structuredClone",
      "18.0": "fetch FormData Headers Request Response ReadableStream findLast findLastIndex",
      "18.2": "closeAllConnections",
      "18.3": "util.parseArgs",
      "19.0": "CustomEvent crypto",
      "20.0": "File toSorted toReversed toSpliced isWellFormed toWellFormed",
      "20.3": "AbortSignal.any",
      "20.12": "process.loadEnvFile util.styleText util.parseEnv crypto.hash",
      "20.16": "process.getBuiltinModule",
      "21.0": "navigator Object.groupBy Map.groupBy",
      "22.0": "WebSocket Iterator Promise.withResolvers Array.fromAsync fs.glob fs.globSync",
      "22.15": "module.registerHooks",
      "24.0": "RegExp.escape Promise.try Error.isError",
    },
    until: {
      "12.0": "primordials",
      "22.0": "crypto.createCipher crypto.createDecipher",
      "23.0":
        "process.assert util.isBoolean util.isBuffer util.isDate util.isError util.isFunction util.isNull " +
        "util.isNullOrUndefined util.isNumber util.isObject util.isPrimitive util.isRegExp util.isString util.isSymbol " +
        "util.isUndefined util.log",
    },
    says: [
      {
        line: /ERR_OSSL_EVP_UNSUPPORTED|digital envelope routines::unsupported/,
        what: "the old algorithms of OpenSSL 1 (md4)",
        until: "17.0",
      },
      {
        line: /^SyntaxError: Unexpected identifier '?assert'?/m,
        what: "import assertions (`assert { type: … }`, now written with `with`)",
        until: "22.0",
        instead: "Write `with` in place of `assert`",
      },
      {
        line: /Cannot read properties of undefined \(reading 'prototype'\)[\s\S]*buffer-equal-constant-time/,
        what: "SlowBuffer",
        until: "25.0",
      },
      { line: /^SyntaxError: Unexpected token '\?\?='/m, what: "the operator ??=", since: "15.0" },
    ],
    lacks: [
      /ReferenceError: (?<name>\w+) is not defined/,
      /TypeError: .*?(?:\b(?:node_)?(?<module>[A-Za-z]+)(?:_\d+)?(?:\.default)?)?\.(?<name>\w+)\)? is not a (?:function|constructor)/,
      /requested module '(?:node:)?(?<module>\w+)' does not provide an export named '(?<name>\w+)'/,
    ],
  },
  variables: ["NODE_"],
});
