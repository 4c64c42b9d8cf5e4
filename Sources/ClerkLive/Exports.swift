@_exported public import ClerkCore
@_exported public import LiveRendering
@_exported public import LiveRuntime
@_exported public import LiveServer
@_exported public import WireJSON
