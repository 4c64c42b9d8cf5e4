// The reference: uWebSockets, through the C interface that the `socketify` package brings along.
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// What is used of its interface.
typedef struct uws_app uws_app_t;
typedef struct uws_websocket uws_websocket_t;
typedef int uws_opcode_t;
typedef struct {
  int port;
  const char *host;
  int options;
} uws_app_listen_config_t;
struct us_socket_context_options_t {
  const char *files[5];
  int prefers_low_memory;
};
typedef struct {
  int compression;
  unsigned int maxPayloadLength;
  unsigned short idleTimeout;
  unsigned int maxBackpressure;
  bool closeOnBackpressureLimit;
  bool resetIdleTimeoutOnSend;
  bool sendPingsAutomatically;
  unsigned short maxLifetime;
  void *upgrade;
  void (*open)(uws_websocket_t *, void *);
  void (*message)(uws_websocket_t *, const char *, size_t, uws_opcode_t, void *);
  void *drain, *ping, *pong;
  void (*close)(uws_websocket_t *, int, const char *, size_t, void *);
  void *subscription;
} uws_socket_behavior_t;
uws_app_t *uws_create_app(int ssl, struct us_socket_context_options_t);
void uws_ws(int ssl, uws_app_t *, const char *pattern, uws_socket_behavior_t, void *);
int uws_ws_send(int ssl, uws_websocket_t *, const char *, size_t, uws_opcode_t);
void uws_app_listen(int ssl, uws_app_t *, int port, void (*)(void *, uws_app_listen_config_t, void *), void *);
void uws_app_run(int ssl, uws_app_t *);
void *socketify_create_loop(void);
void *socketify_get_native_loop(void *);
void *uws_get_loop_with_native(void *);

static void opened(uws_websocket_t *socket, void *data) {}

static void received(uws_websocket_t *socket, const char *message, size_t length, uws_opcode_t opcode, void *data) {
  uws_ws_send(0, socket, message, length, opcode);
}

static void closed(uws_websocket_t *socket, int code, const char *reason, size_t length, void *data) {}

static void listening(void *socket, uws_app_listen_config_t configuration, void *data) {
  if (!socket) exit(1);
}

int main(int count, char **arguments) {
  uws_get_loop_with_native(socketify_get_native_loop(socketify_create_loop()));
  struct us_socket_context_options_t options;
  memset(&options, 0, sizeof options);
  uws_app_t *app = uws_create_app(0, options);
  uws_socket_behavior_t behavior;
  memset(&behavior, 0, sizeof behavior);
  behavior.maxPayloadLength = 16 * 1024 * 1024;
  behavior.maxBackpressure = 64 * 1024 * 1024;
  behavior.idleTimeout = 120;
  behavior.open = opened;
  behavior.message = received;
  behavior.close = closed;
  uws_ws(0, app, "/echo", behavior, NULL);
  uws_app_listen(0, app, atoi(getenv("PORT")), listening, NULL);
  uws_app_run(0, app);
}
