import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { whoHolds } from "../../src/ports/holders.ts";
import {
  parseExcludedRanges,
  parseHttpSysPorts,
  parseNetstat,
  parseNetTcp,
} from "../../src/ports/netstat.ts";
import { splitCommandLine, windows } from "../../src/ports/windows.ts";

const rows = (listening: string, established: string, waiting: string): string => `
  TCP    0.0.0.0:8080           0.0.0.0:0              ${listening}       42852
  TCP    127.0.0.1:8799         0.0.0.0:0              ${listening}       15336
  TCP    127.0.0.1:8799         0.0.0.0:0              ${listening}       18304
  TCP    127.0.0.1:8411         127.0.0.1:58296        ${waiting}         0
  TCP    192.168.1.2:52100      140.82.112.26:443      ${established}     9120
  TCP    [::]:8080              [::]:0                 ${listening}       42852
  TCP    [::1]:5432             [::]:0                 ${listening}       4444
  UDP    0.0.0.0:8080           *:*                                       42852
`;

describe("netstat of Windows", () => {
  test.each([
    [
      "English",
      "Active Connections\n\n  Proto  Local Address          Foreign Address        State           PID",
      "LISTENING",
      "ESTABLISHED",
      "TIME_WAIT",
    ],
    // In code page 850 the Ö is one byte that is no UTF-8.
    [
      "German",
      "Aktive Verbindungen\n\n  Proto  Lokale Adresse         Remoteadresse          Status           PID",
      "ABH\uFFFDREN",
      "HERGESTELLT",
      "WARTEND",
    ],
    [
      "French",
      "Connexions actives\n\n  Proto  Adresse locale         Adresse distante       État",
      "LISTENING",
      "ESTABLISHED",
      "TIME_WAIT",
    ],
    [
      "Chinese",
      "活动连接\n\n  协议  本地地址          外部地址        状态           PID",
      "LISTENING",
      "ESTABLISHED",
      "TIME_WAIT",
    ],
    [
      "Portuguese, with a blank in the word",
      "Conexões ativas\n",
      "EM ESCUTA",
      "ESTABELECIDA",
      "TEMPO DE ESPERA",
    ],
  ])("%s", (_language, head, listening, established, waiting) => {
    const sockets = parseNetstat(head + rows(listening, established, waiting).replaceAll("\n", "\r\n"));
    expect(sockets.filter((s) => s.state === "LISTEN").map((s) => [s.address, s.port, s.pids])).toEqual([
      ["0.0.0.0", 8080, [42852]],
      ["127.0.0.1", 8799, [15336]],
      ["127.0.0.1", 8799, [18304]],
      ["::", 8080, [42852]],
      ["::1", 5432, [4444]],
    ]);
    expect(
      sockets.filter((s) => s.state !== "LISTEN").map((s) => [s.port, s.state, s.remote, s.pids]),
    ).toEqual([
      [8411, "TIME-WAIT", { address: "127.0.0.1", port: 58296 }, []],
      [52100, "ESTABLISHED", { address: "140.82.112.26", port: 443 }, [9120]],
    ]);
  });

  test("any text is read without an error", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => Array.isArray(parseNetstat(text))));
  });
});

const netTcp = [
  { LocalAddress: "::", LocalPort: 8000, RemoteAddress: "::", RemotePort: 0, State: 2, OwningProcess: 70 },
  {
    LocalAddress: "127.0.0.1",
    LocalPort: 8000,
    RemoteAddress: "0.0.0.0",
    RemotePort: 0,
    State: 100,
    OwningProcess: 71,
  },
  {
    LocalAddress: "127.0.0.1",
    LocalPort: 8001,
    RemoteAddress: "127.0.0.1",
    RemotePort: 50_000,
    State: 11,
    OwningProcess: 0,
  },
];

test("Get-NetTCPConnection: states by number, one row or many, with a byte order mark", () => {
  expect(
    parseNetTcp("\uFEFF" + JSON.stringify(netTcp))?.map((s) => [s.address, s.port, s.state, s.pids]),
  ).toEqual([
    ["::", 8000, "LISTEN", [70]],
    ["127.0.0.1", 8001, "TIME-WAIT", []],
  ]);
  expect(parseNetTcp(JSON.stringify(netTcp[0]))).toHaveLength(1);
  expect(parseNetTcp("Get-NetTCPConnection : Zugriff verweigert")).toBeNull();
});

test.each([
  [
    "English",
    "\r\nProtocol tcp Port Exclusion Ranges\r\n\r\nStart Port    End Port\r\n----------    --------\r\n      4294        4393\r\n     50000       50059     *\r\n     54235       54235\r\n\r\n* - Administered port exclusions.\r\n",
    [
      { from: 4294, to: 4393 },
      { from: 54235, to: 54235 },
    ],
  ],
  [
    "Chinese",
    "协议 tcp 端口排除范围\n\n开始端口    结束端口\n----------    --------\n      1061        1160\n      2919        3018\n\n* - 管理的端口排除。\n",
    [
      { from: 1061, to: 1160 },
      { from: 2919, to: 3018 },
    ],
  ],
])(
  "excluded ranges of netsh, %s: those that an administrator set hinder nobody",
  (_language, text, expected) => {
    expect(parseExcludedRanges(text)).toEqual(expected);
  },
);

test("the ports of http.sys", () => {
  const text = `
Request queue name: Request queue is unnamed.
    Registered URLs:
        HTTP://+:5985/WSMAN/
        HTTP://*:80:*/
        HTTPS://+:443:/SRA_{BA195980-CD49-458B-9E23-C84EE0ADCD75}/
        HTTP://127.0.0.1:47001:127.0.0.1/WSMAN/`;
  expect(parseHttpSysPorts(text)).toEqual([80, 443, 5985, 47001]);
});

test.each([
  [
    String.raw`"C:\Program Files\nodejs\node.exe"  server.js --name "a b"`,
    [String.raw`C:\Program Files\nodejs\node.exe`, "server.js", "--name", "a b"],
  ],
  [String.raw`node a\\b "c\\" d\"e ""`, ["node", String.raw`a\\b`, "c\\", 'd"e', ""]],
  ["", []],
])("the words of %s", (line, words) => {
  expect(splitCommandLine(line)).toEqual(words);
});

// 1970 as a Windows file time.
const epoch = 116_444_736_000_000_000;

describe("Windows as a whole", () => {
  const processes = [
    {
      ProcessId: 4,
      ParentProcessId: 0,
      Name: "System",
      CommandLine: null,
      Created: epoch + 1 * 10_000,
    },
    {
      ProcessId: 60,
      ParentProcessId: 9,
      Name: "npm.exe",
      CommandLine: "npm.exe start",
      Created: epoch + 100 * 10_000,
    },
    {
      ProcessId: 70,
      ParentProcessId: 60,
      Name: "node.exe",
      CommandLine: '"C:\\n\\node.exe" server.js',
      Created: epoch + 200 * 10_000,
    },
    // A parent's number that was given again: the child is older.
    {
      ProcessId: 9,
      ParentProcessId: 4,
      Name: "late.exe",
      CommandLine: "late.exe",
      Created: epoch + 999 * 10_000,
    },
  ];
  const system = (sockets: string, netstat = "") =>
    windows(
      async (file, args) => {
        if (file.endsWith("netstat.exe")) return netstat;
        return args.includes("http") ? "HTTP://+:80:*/" : "  5000   5099\n";
      },
      {
        ask: async (statement) => (statement.includes("Win32_Process") ? JSON.stringify(processes) : sockets),
      },
    );

  test("holders by PowerShell, where netstat is forbidden", async () => {
    expect(await whoHolds(8000, undefined, system(JSON.stringify(netTcp)))).toMatchObject([
      {
        pid: 70,
        argv: ["C:\\n\\node.exe", "server.js"],
        since: 200,
        startTime: 200,
        group: null,
        parents: [{ pid: 60, name: "npm" }],
      },
    ]);
  });

  test("holders by netstat; two on one endpoint are both seen", async () => {
    const text = rows("ABHÖREN", "HERGESTELLT", "WARTEND");
    expect((await whoHolds(8799, undefined, system("", text))).map((h) => h.port)).toEqual([8799, 8799]);
  });

  test("reserved ranges of both families", async () => {
    expect(await system("").reserved()).toEqual([
      { from: 5000, to: 5099 },
      { from: 5000, to: 5099 },
    ]);
    expect(await system("").kernelHttpPorts()).toEqual([80]);
  });
});
