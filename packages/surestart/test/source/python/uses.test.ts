import { describe, expect, test } from "vitest";
import { readsOf } from "./_reading.ts";

const rows: { code: string[]; reads: Record<string, unknown>[] }[] = [
  {
    code: ["from cryptography.fernet import Fernet", "import os", 'f = Fernet(os.environ["A"].encode())'],
    reads: [{ name: "A", usedAs: "fernet", refusesEmpty: true, required: true }],
  },
  {
    code: [
      "import jwt, os",
      'KEY = os.environ["A"]',
      "def f(t):",
      '    return jwt.decode(t, KEY, algorithms=["HS256"])',
    ],
    reads: [{ name: "A", required: true }],
  },
  {
    code: [
      "from flask import Flask",
      "app = Flask(__name__)",
      'app.config["SECRET_KEY"] = os.getenv("A")',
      'app.secret_key = os.environ["B"]',
      'app.config.update(SECRET_KEY=os.getenv("C"))',
    ],
    reads: [
      { name: "A", usedAs: "flask" },
      { name: "B", usedAs: "flask", required: true },
      { name: "C", usedAs: "flask" },
    ],
  },
  {
    code: ["from sqlalchemy import create_engine", "import os", 'e = create_engine(os.getenv("A"))'],
    reads: [{ name: "A", usedAs: "sqlalchemy", as: "url", refusesEmpty: true, required: true }],
  },
  {
    code: ["INSTALLED_APPS = []", 'SECRET_KEY = os.environ["K"]'],
    reads: [{ name: "K", usedAs: "django", required: true }],
  },
];

describe("libraries that a value is handed to", () => {
  test.each(rows)("$code", ({ code, reads }) => {
    expect(readsOf(["import os", ...code].join("\n"))).toEqual(reads);
  });
});
