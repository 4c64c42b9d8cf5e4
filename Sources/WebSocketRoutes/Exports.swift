@_exported public import WebSocketServer
