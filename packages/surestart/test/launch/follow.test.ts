import { describe, expect, test } from "vitest";
import { followPort } from "../../src/launch/follow.ts";

describe("URLs that name the own port", () => {
  test.each<[string, string, string | null]>([
    ["BETTER_AUTH_URL", "http://localhost:8000", "http://localhost:8001"],
    ["APP_URL", "http://127.0.0.1:8000/api?x=8000", "http://127.0.0.1:8001/api?x=8000"],
    ["PUBLIC_URL", "https://[::1]:8000", "https://[::1]:8001"],
    [
      "ORIGINS",
      "http://localhost:8000,http://localhost:3000,ws://0.0.0.0:8000/x",
      "http://localhost:8001,http://localhost:3000,ws://0.0.0.0:8001/x",
    ],
    ["OTHER_MACHINE", "http://auth.example.org:8000", null],
    ["OTHER_PORT", "http://localhost:80001", null],
    ["DATABASE_URL", "postgres://localhost:8000/x", null],
    ["HTTP_PROXY", "http://localhost:8000", null],
    ["npm_config_origin", "http://localhost:8000", null],
    ["BUN_PUBLIC_API_URL", "http://localhost:8000", "http://localhost:8001"],
    ["PORT", "8000", null],
    ["USER_URL", "http://me:8000@example.org", null],
  ])("%s=%s", (name, value, wanted) => {
    expect(followPort({ [name]: value }, 8000, 8001)).toEqual(
      wanted === null ? [] : [{ name, value: wanted }],
    );
  });

  test("nothing follows when the wanted port is the one in use", () => {
    expect(followPort({ APP_URL: "http://localhost:8000" }, 8000, 8000)).toEqual([]);
  });
});
