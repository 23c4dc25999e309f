// console.exe FILE STATUS COMMAND…: runs a command in a console of its own and does what the file FILE says as soon as it is
// there: "c" presses Ctrl-C, "b" Ctrl-Break, "x" closes the window, "k" ends the command alone, by TerminateProcess. Its stdin
// is NUL. The command's exit status is written to the file STATUS.
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static HANDLE inherited(int fd) {
  HANDLE copy, self = GetCurrentProcess();
  DuplicateHandle(self, (HANDLE)_get_osfhandle(fd), self, &copy, 0, TRUE, DUPLICATE_SAME_ACCESS);
  return copy;
}

// By the rules of CommandLineToArgvW.
static void append_word(wchar_t *line, const wchar_t *word) {
  wchar_t *at = line + wcslen(line);
  *at++ = '"';
  for (int slashes = 0; *word; word++) {
    if (*word == '"')
      for (slashes++; slashes; slashes--) *at++ = '\\';
    slashes = *word == '\\' ? slashes + 1 : 0;
    *at++ = *word;
    if (word[1] == 0)
      for (; slashes; slashes--) *at++ = '\\';
  }
  wcscpy(at, L"\" ");
}

// Wine 8 delivers Ctrl-C alone. So this is done as Windows does it: a thread in every process of the console calls its handlers.
static void tell_all(DWORD event) {
  DWORD pids[256], count = GetConsoleProcessList(pids, 256);
  LPTHREAD_START_ROUTINE routine = (LPTHREAD_START_ROUTINE)(void *)GetProcAddress(GetModuleHandleW(L"kernelbase"), "CtrlRoutine");
  for (DWORD i = 0; i < count; i++) {
    if (pids[i] == GetCurrentProcessId()) continue;
    HANDLE process = OpenProcess(PROCESS_ALL_ACCESS, FALSE, pids[i]);
    if (!process) continue;
    HANDLE thread = CreateRemoteThread(process, NULL, 0, routine, (void *)(ULONG_PTR)event, 0, NULL);
    if (thread) CloseHandle(thread);
    CloseHandle(process);
  }
}

static void act(const wchar_t *file, HANDLE process) {
  if (GetFileAttributesW(file) == INVALID_FILE_ATTRIBUTES) return;
  FILE *said = _wfopen(file, L"r");
  int what = said ? fgetc(said) : 0;
  if (said) fclose(said);
  DeleteFileW(file);
  if (what == 'k') TerminateProcess(process, 9);
  if (what == 'b') tell_all(CTRL_BREAK_EVENT);
  if (what == 'x') tell_all(CTRL_CLOSE_EVENT);
  if (what == 'c') GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
}

// The event reaches everybody in the console, and only the command is meant.
static BOOL WINAPI ignore_event(DWORD event) {
  return event == CTRL_C_EVENT;
}

int wmain(int count, wchar_t **words) {
  FreeConsole();
  AllocConsole();
  SetConsoleCtrlHandler(NULL, FALSE);
  wchar_t *line = calloc(1 << 16, sizeof *line);
  for (int i = 3; i < count; i++) append_word(line, words[i]);
  SECURITY_ATTRIBUTES inherit = {.nLength = sizeof inherit, .bInheritHandle = TRUE};
  STARTUPINFOW start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES};
  start.hStdInput = CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherit, OPEN_EXISTING, 0, NULL);
  start.hStdOutput = inherited(1);
  start.hStdError = inherited(2);
  PROCESS_INFORMATION made;
  if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) {
    fprintf(stderr, "console: not started, error %lu\n", GetLastError());
    return 126;
  }
  SetConsoleCtrlHandler(ignore_event, TRUE);
  while (WaitForSingleObject(made.hProcess, 50) == WAIT_TIMEOUT) act(words[1], made.hProcess);
  DWORD status = 0;
  GetExitCodeProcess(made.hProcess, &status);
  FILE *said = _wfopen(words[2], L"w");
  if (said) {
    fprintf(said, "%lu", status);
    fclose(said);
  }
  return (int)status;
}
