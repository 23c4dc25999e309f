// taskkill.exe /pid N /t /f: walks the tree by the parents that the table names now, so nothing happens where the root is
// gone (status 128), as on Windows. STANDIN_TASKKILL=refused: access is denied. STANDIN_TASKKILL=hangs: it never ends.
#include "knobs.h"
#include "processes.h"

static BOOL contains(const DWORD *pids, int count, DWORD pid) {
  for (int i = 0; i < count; i++)
    if (pids[i] == pid) return TRUE;
  return FALSE;
}

static int end_tree(DWORD root, BOOL with_children) {
  Process *list;
  int count = list_processes(&list), found = 0;
  DWORD *tree = malloc((count + 1) * sizeof *tree);
  for (int i = 0; i < count; i++)
    if (list[i].pid == root) tree[found++] = root;
  if (!found) {
    fprintf(stderr, "FEHLER: Der Prozess \"%lu\" wurde nicht gefunden.\r\n", root);
    return 128;
  }
  for (int at = 0; with_children && at < found; at++)
    for (int i = 0; i < count; i++)
      if (list[i].parent == tree[at] && !contains(tree, found, list[i].pid)) tree[found++] = list[i].pid;
  int status = 0;
  for (int i = found - 1; i >= 0; i--) {
    HANDLE process = OpenProcess(PROCESS_TERMINATE, FALSE, tree[i]);
    if (!process || !TerminateProcess(process, 1)) status = 1;
    if (process) CloseHandle(process);
  }
  return status;
}

int main(int count, char **words) {
  log_call("taskkill", count, words);
  if (knob_is("STANDIN_TASKKILL", "hangs")) Sleep(INFINITE);
  if (knob_is("STANDIN_TASKKILL", "refused")) {
    fprintf(stderr, "FEHLER: Zugriff verweigert\r\n");
    return 1;
  }
  DWORD pid = 0;
  BOOL tree = FALSE;
  for (int i = 1; i < count; i++) {
    if (_stricmp(words[i], "/pid") == 0 && i + 1 < count) pid = strtoul(words[++i], NULL, 10);
    if (_stricmp(words[i], "/t") == 0) tree = TRUE;
  }
  return end_tree(pid, tree);
}
