import { expect, test } from "vitest";
import { ntStatus, statusWords } from "../../src/diagnoses/_ntstatus.ts";

test.each([
  [0xc0000005, "0xC0000005", "STATUS_ACCESS_VIOLATION"],
  [0xc000001d, "0xC000001D", "STATUS_ILLEGAL_INSTRUCTION"],
  [0xc0000094, "0xC0000094", "STATUS_INTEGER_DIVIDE_BY_ZERO"],
  [0xc00000fd, "0xC00000FD", "STATUS_STACK_OVERFLOW"],
  [0xc0000135, "0xC0000135", "STATUS_DLL_NOT_FOUND"],
  [0xc0000139, "0xC0000139", "STATUS_ENTRYPOINT_NOT_FOUND"],
  [0xc000013a, "0xC000013A", "STATUS_CONTROL_C_EXIT"],
  [0xc0000142, "0xC0000142", "STATUS_DLL_INIT_FAILED"],
  [0xc0000374, "0xC0000374", "STATUS_HEAP_CORRUPTION"],
  [0xc0000409, "0xC0000409", "STATUS_STACK_BUFFER_OVERRUN"],
])("%i is %s, %s", (code, hex, name) => {
  expect(ntStatus(code)).toMatchObject({ hex, name });
});

test.each([0, 1, 137, 255, 9009])("%i is an ordinary status", (code) => {
  expect(ntStatus(code)).toBeNull();
});

test("in words, and an ordinary one as its number", () => {
  expect(statusWords(0xc0000135)).toBe(
    "0xC0000135 (STATUS_DLL_NOT_FOUND: a DLL that it needs was not found)",
  );
  expect(statusWords(3)).toBe("3");
});
