/** What Windows says of a process that it ended: NTSTATUS, by its number, as ntstatus.h and its documentation name it. */
const statuses: Readonly<Record<number, { name: string; means: string }>> = {
  3221225477: {
    name: "STATUS_ACCESS_VIOLATION",
    means: "a fault in compiled code read or wrote memory that is not its own",
  },
  3221225501: {
    name: "STATUS_ILLEGAL_INSTRUCTION",
    means: "an instruction that this processor does not have",
  },
  3221225620: { name: "STATUS_INTEGER_DIVIDE_BY_ZERO", means: "a division by zero in compiled code" },
  3221225725: { name: "STATUS_STACK_OVERFLOW", means: "its stack overflowed" },
  3221225781: { name: "STATUS_DLL_NOT_FOUND", means: "a DLL that it needs was not found" },
  3221225785: { name: "STATUS_ENTRYPOINT_NOT_FOUND", means: "a DLL that it needs has another version" },
  3221225786: { name: "STATUS_CONTROL_C_EXIT", means: "it was interrupted by Ctrl-C" },
  3221225794: { name: "STATUS_DLL_INIT_FAILED", means: "a DLL that it needs could not be initialised" },
  3221226356: { name: "STATUS_HEAP_CORRUPTION", means: "a fault in compiled code damaged its memory" },
  3221226505: {
    name: "STATUS_STACK_BUFFER_OVERRUN",
    means: "it aborted because of a fault",
  },
};

/** "0xC0000135 (STATUS_DLL_NOT_FOUND): a DLL …"; null: an ordinary exit status. */
export function ntStatus(code: number): { hex: string; name: string; means: string } | null {
  const known = statuses[code];
  return known ? { hex: `0x${code.toString(16).toUpperCase()}`, ...known } : null;
}

/** A status as it is shown: its number, on Windows by its name where that says more. */
export function statusWords(code: number | null | undefined): string {
  const known = typeof code === "number" ? ntStatus(code) : null;
  return known ? `${known.hex} (${known.name}: ${known.means})` : String(code);
}
