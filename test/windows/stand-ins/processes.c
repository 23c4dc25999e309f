#include "processes.h"
#include <stdio.h>
#include <stdlib.h>
#include <tlhelp32.h>
#include <winternl.h>

static unsigned long long creation_time(HANDLE process) {
  FILETIME created, exited, kernel, user;
  if (!GetProcessTimes(process, &created, &exited, &kernel, &user)) return 0;
  return (unsigned long long)created.dwHighDateTime << 32 | created.dwLowDateTime;
}

int list_processes(Process **list) {
  HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W entry = {.dwSize = sizeof entry};
  int count = 0, room = 256;
  Process *all = malloc(room * sizeof *all);
  for (BOOL more = Process32FirstW(snapshot, &entry); more; more = Process32NextW(snapshot, &entry)) {
    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, entry.th32ProcessID);
    DWORD status = STILL_ACTIVE;
    unsigned long long created = 0;
    if (process) {
      GetExitCodeProcess(process, &status);
      created = creation_time(process);
      CloseHandle(process);
    }
    // A snapshot has those that ended and whose handle somebody still has.
    if (status != STILL_ACTIVE) continue;
    if (count == room) all = realloc(all, (room *= 2) * sizeof *all);
    Process *one = &all[count++];
    one->pid = entry.th32ProcessID;
    one->parent = entry.th32ParentProcessID;
    one->created = created;
    lstrcpynW(one->name, entry.szExeFile, MAX_PATH);
  }
  CloseHandle(snapshot);
  *list = all;
  return count;
}

// Offsets of 64-bit Windows: PEB.ProcessParameters, RTL_USER_PROCESS_PARAMETERS.CommandLine.
enum { PARAMETERS_IN_PEB = 0x20, LINE_IN_PARAMETERS = 0x70 };

wchar_t *command_line(DWORD pid) {
  HANDLE process = OpenProcess(PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, pid);
  if (!process) return NULL;
  PROCESS_BASIC_INFORMATION basic;
  char *parameters;
  UNICODE_STRING line;
  wchar_t *text = NULL;
  if (NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, NULL) == 0 &&
      ReadProcessMemory(process, (char *)basic.PebBaseAddress + PARAMETERS_IN_PEB, &parameters, sizeof parameters, NULL) &&
      ReadProcessMemory(process, parameters + LINE_IN_PARAMETERS, &line, sizeof line, NULL)) {
    text = calloc(1, line.Length + sizeof *text);
    if (!ReadProcessMemory(process, line.Buffer, text, line.Length, NULL)) {
      free(text);
      text = NULL;
    }
  }
  CloseHandle(process);
  return text;
}

void print_json_text(const wchar_t *text) {
  if (!text) {
    printf("null");
    return;
  }
  int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
  char *bytes = malloc(size);
  WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, size, NULL, NULL);
  putchar('"');
  for (unsigned char *at = (unsigned char *)bytes; *at; at++) {
    if (*at == '"' || *at == '\\') printf("\\%c", *at);
    else if (*at < 32) printf("\\u%04x", *at);
    else putchar(*at);
  }
  putchar('"');
  free(bytes);
}
