// NAME.exe of a virtual environment's folder Scripts, be it a command's or Python's own: it starts the command line in the file
// NAME.launch beside it, with its own words behind that, leaves Ctrl-C to it, and ends with its status.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static BOOL WINAPI ignore_event(DWORD event) {
  return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

// What follows the first word.
static const char *own_words(void) {
  const char *line = GetCommandLineA();
  const char *end = *line == '"' ? strchr(line + 1, '"') + 1 : strchr(line, ' ');
  return end ? end : "";
}

int main(void) {
  char path[MAX_PATH], line[8192];
  GetModuleFileNameA(NULL, path, sizeof path);
  strcpy(strrchr(path, '.'), ".launch");
  FILE *file = fopen(path, "r");
  if (!file || !fgets(line, sizeof line / 2, file)) return 103;
  fclose(file);
  line[strcspn(line, "\r\n")] = 0;
  strcat(line, " ");
  strcat(line, own_words());
  STARTUPINFOA start = {.cb = sizeof start};
  PROCESS_INFORMATION made;
  SetConsoleCtrlHandler(ignore_event, TRUE);
  if (!CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) return 104;
  WaitForSingleObject(made.hProcess, INFINITE);
  DWORD status = 0;
  GetExitCodeProcess(made.hProcess, &status);
  return (int)status;
}
