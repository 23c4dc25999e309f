// netstat.exe -ano, as a German Windows prints it. STANDIN_NETSTAT=refused: it may not be run.
#include "sockets.h"
#include "knobs.h"

int main(int count, char **words) {
  log_call("netstat", count, words);
  if (knob_is("STANDIN_NETSTAT", "refused")) return 1;
  Socket *list;
  int sockets = list_sockets(&list);
  printf("\r\nAktive Verbindungen\r\n\r\n  Proto  Lokale Adresse         Remoteadresse          Status           PID\r\n");
  for (int i = 0; i < sockets; i++) {
    Socket *one = &list[i];
    const char *form = one->family == AF_INET ? "  TCP    %s:%d    %s:%d    %s    %lu\r\n" : "  TCP    [%s]:%d    [%s]:%d    %s    %lu\r\n";
    // "ABHÖREN" in code page 850.
    const char *state = one->state == 2 ? "ABH\x99REN" : "HERGESTELLT";
    printf(form, one->local, one->local_port, one->remote, one->remote_port, state, one->pid);
  }
  return 0;
}
