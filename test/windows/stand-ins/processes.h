// The processes of this machine by the Win32 API: what the stand-ins for PowerShell and taskkill work on.
#ifndef PROCESSES_H
#define PROCESSES_H
#include <windows.h>

typedef struct {
  DWORD pid;
  DWORD parent;
  wchar_t name[MAX_PATH];
  // 100 nanoseconds since 1601, UTC: what ToFileTimeUtc() gives.
  unsigned long long created;
} Process;

// Those that have not ended, the newest snapshot. The list is the caller's.
int list_processes(Process **list);

// The command line as its own memory has it; NULL where that cannot be read.
wchar_t *command_line(DWORD pid);

// A JSON string in UTF-8 on stdout; a NULL pointer gives null.
void print_json_text(const wchar_t *text);
#endif
