@_exported public import LiveRendering
@_exported public import LiveRuntime
@_exported public import WebSocketRoutes
@_exported public import WireJSON
