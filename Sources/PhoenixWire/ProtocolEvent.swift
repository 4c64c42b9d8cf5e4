/// The event names that Phoenix channels and LiveView give a meaning, each spelled here and nowhere else.
///
/// A message's event is a plain string, because generic channels choose their own; `ProtocolEvent(rawValue:)` says whether it is
/// one of these.
///
/// - SeeAlso: Phoenix 1.8, `Phoenix.Channel.Server`; LiveView 1.2, `Phoenix.LiveView.Channel`.
package enum ProtocolEvent: String, Hashable, Sendable, CaseIterable {
    // Channels.
    case join = "phx_join"
    case leave = "phx_leave"
    case reply = "phx_reply"
    /// The channel died; the client joins again.
    case error = "phx_error"
    /// The channel is over; the client forgets it.
    case close = "phx_close"
    case heartbeat

    // Presence, from the server.
    /// Who is there.
    case presenceState = "presence_state"
    /// Who came and who went.
    case presenceDiff = "presence_diff"

    // LiveView, from the client. All of them are answered, even when nothing changes: the client waits and reloads the page.
    /// A binding or a hook fired.
    case event
    case willDestroyComponents = "cids_will_destroy"
    case destroyedComponents = "cids_destroyed"
    case allowUpload = "allow_upload"
    case uploadProgress = "progress"
    /// Part of a file, on an upload's own topic.
    case uploadChunk = "chunk"

    // LiveView, from both sides.
    case livePatch = "live_patch"

    // LiveView, from the server.
    case diff
    case liveRedirect = "live_redirect"
    case redirect
}
