// netsh.exe interface ipv4|ipv6 show excludedportrange protocol=tcp, with the rows of STANDIN_EXCLUDED; netsh.exe http show
// servicestate, with the URLs of STANDIN_HTTP.
#include "knobs.h"

int main(int count, char **words) {
  log_call("netsh", count, words);
  const char *rows = getenv("STANDIN_EXCLUDED"), *urls = getenv("STANDIN_HTTP");
  if (count > 1 && strcmp(words[1], "interface") == 0)
    printf("\r\nPortausschlussbereiche f\x81r Protokoll tcp\r\n\r\nStartport   Endport\r\n----------    --------\r\n%s\r\n\r\n* - Verwaltete Portausschl\x81sse.\r\n", rows ? rows : "");
  if (count > 1 && strcmp(words[1], "http") == 0) printf("\r\nMomentaufnahme des HTTP-Dienststatus:\r\n        Registrierte URLs:\r\n            %s\r\n", urls ? urls : "");
  return 0;
}
