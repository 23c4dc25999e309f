// powershell.exe -Command - : reads statements from stdin, one a line, and answers the questions that surestart asks with
// the data of this machine. What a line says last, in single quotes, is printed after the answer, as PowerShell prints a string.
// STANDIN_POWERSHELL=refused: a policy forbids it. STANDIN_POWERSHELL=silent: it starts and never answers.
// STANDIN_POWERSHELL=once: it answers the first question alone.
// STANDIN_POWERSHELL_MS: how long it takes to start, and again for each answer.
#include "sockets.h"
#include "knobs.h"
#include "processes.h"
#include <aclapi.h>
#include <sddl.h>

static void pause_as_told(void) {
  const char *ms = getenv("STANDIN_POWERSHELL_MS");
  if (ms) Sleep(atoi(ms));
}

static void print_processes(void) {
  Process *list;
  int count = list_processes(&list);
  putchar('[');
  for (int i = 0; i < count; i++) {
    DWORD session = 0;
    ProcessIdToSessionId(list[i].pid, &session);
    printf("%s{\"ProcessId\":%lu,\"ParentProcessId\":%lu,\"SessionId\":%lu,\"Name\":", i ? "," : "", list[i].pid, list[i].parent, session);
    print_json_text(list[i].name);
    printf(",\"CommandLine\":");
    wchar_t *line = command_line(list[i].pid);
    print_json_text(line);
    free(line);
    printf(",\"Created\":%llu}", list[i].created);
  }
  puts("]");
  free(list);
}

static void print_sockets(void) {
  Socket *list;
  int count = list_sockets(&list);
  putchar('[');
  for (int i = 0; i < count; i++)
    printf("%s{\"LocalAddress\":\"%s\",\"LocalPort\":%d,\"RemoteAddress\":\"%s\",\"RemotePort\":%d,\"State\":%d,\"OwningProcess\":%lu}",
           i ? "," : "", list[i].local, list[i].local_port, list[i].remote, list[i].remote_port, list[i].state, list[i].pid);
  puts("]");
  free(list);
}

// The text of ('C:\J'+[char]252+'rgen''s'): pieces in single quotes, and signs by their numbers.
static void read_text(const char *at, wchar_t *text) {
  for (at++; *at && *at != ')';) {
    if (strncmp(at, "[char]", 6) == 0) *text++ = (wchar_t)strtoul(at + 6, (char **)&at, 10);
    else if (*at++ == '\'')
      for (; *at; at++) {
        if (*at == '\'' && *++at != '\'') break;
        *text++ = *at;
      }
  }
  *text = 0;
}

static void print_access_list(const char *expression) {
  wchar_t path[4096], *sddl;
  read_text(expression, path);
  PSECURITY_DESCRIPTOR list;
  SECURITY_INFORMATION parts = OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  if (GetNamedSecurityInfoW(path, SE_FILE_OBJECT, parts, NULL, NULL, NULL, NULL, &list)) return;
  if (ConvertSecurityDescriptorToStringSecurityDescriptorW(list, SDDL_REVISION_1, parts, &sddl, NULL)) printf("%ls\n", sddl);
}

static void print_marker(char *line) {
  char *end = strrchr(line, '\'');
  if (!end) return;
  *end = 0;
  char *start = strrchr(line, '\'');
  if (start) puts(start + 1);
}

int main(int count, char **words) {
  log_call("powershell", count, words);
  if (knob_is("STANDIN_POWERSHELL", "refused")) return 1;
  pause_as_told();
  static char line[1 << 16];
  int answers = 0;
  while (fgets(line, sizeof line, stdin)) {
    if (knob_is("STANDIN_POWERSHELL", "silent") || (answers > 0 && knob_is("STANDIN_POWERSHELL", "once"))) continue;
    answers += strstr(line, "Get-") != NULL;
    const char *acl = strstr(line, "Get-Acl -LiteralPath ");
    if (acl || strstr(line, "Get-NetTCPConnection") || strstr(line, "Win32_Process")) pause_as_told();
    if (strstr(line, "Get-NetTCPConnection")) print_sockets();
    else if (strstr(line, "Win32_Process")) print_processes();
    else if (acl) print_access_list(strchr(acl, '('));
    print_marker(line);
    fflush(stdout);
  }
  return 0;
}
