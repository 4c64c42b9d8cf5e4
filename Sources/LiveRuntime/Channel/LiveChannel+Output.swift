import LiveRendering
import NIOCore
import PhoenixWire
import WireJSON

extension LiveChannel {
    /// A new text message, which `write` fills. Nothing leaves a channel that has ended.
    func send(isPage: Bool = false, _ write: (inout ByteBuffer) throws -> Void) rethrows {
        guard phase != .ended else { return }
        var buffer = transport.value.makeMessageBuffer()
        try write(&buffer)
        isPage ? transport.value.send(page: buffer) : transport.value.send(buffer)
    }

    /// Answers that nothing changed.
    func acknowledge(_ message: Message) {
        reply(to: message) { _ in }
    }

    func reply(to message: Message, response: (inout JSONWriter) throws -> Void) rethrows {
        try send { buffer in
            try Serializer.reply(
                joinRef: joinRef, ref: message.ref, topic: topic, status: .ok, into: &buffer, response: response)
        }
    }

    func push(_ event: ProtocolEvent, payload: (inout JSONWriter) throws -> Void) rethrows {
        try send { buffer in
            try Serializer.push(
                joinRef: joinRef, topic: topic, event: event.rawValue, into: &buffer, payload: payload)
        }
    }

    func push(_ navigation: Navigation) {
        let message = NavigationMessage(navigation, environment: environment)
        push(message.event) { json in message.writeMembers(to: &json) }
    }

    func push(events: [LiveSocket.Effects.Event]) {
        push(.diff) { json in
            json.name(DiffKey.events)
            events.write(to: &json)
        }
    }

    /// Tells the page's scripts, as `phx:live:crashed` on `window`, which failure the view is about to be mounted anew for:
    /// `{"error_id": "…"}`.
    static let crashEvent = "live:crashed"

    /// An event from outside the view; it waits for the join's reply if that is still owed.
    func push(_ name: String, _ payload: JSONValue) {
        let event = LiveSocket.Effects.Event(name: name, payload: payload)
        switch phase {
        case .ended: return
        case .joining: pendingEvents.append(event)
        case .live: push(events: [event])
        }
    }

    // MARK: Diffs

    /// The answer to an event: what changed, in the reply itself, because the browser holds the element locked until it comes.
    func replyWithDiff(to message: Message, reply value: JSONValue?) throws {
        try reply(to: message) { json in
            let start = json.checkpoint
            json.name("diff")
            json.beginObject()
            if try writeDiff(into: &json, reply: value) { json.endObject() } else { json.rewind(to: start) }
        }
    }

    /// Shows a change nobody asked for, now or when the browser takes bytes again: at most one diff is ever owed.
    func pushDiff() throws {
        guard transport.value.isWritable else {
            owesDiff = true
            return
        }
        owesDiff = false
        var json = JSONWriter()
        json.beginObject()
        guard try writeDiff(into: &json, reply: nil) else { return }
        json.endObject()
        send { buffer in
            Serializer.message(
                joinRef: joinRef, ref: nil, topic: topic, event: ProtocolEvent.diff.rawValue, into: &buffer
            ) { $0.raw(json.buffer) }
        }
    }

    /// Writes the members of a diff: the rendering's own, the title, the events, the reply to a hook.
    ///
    /// - Returns: whether there were any.
    @discardableResult
    func writeDiff(into json: inout JSONWriter, reply: JSONValue?) throws -> Bool {
        guard let view else { return false }
        let page = viewHasChanged ? view.render(with: companion) : nil
        viewHasChanged = false
        var wroteAny = try engine.render(page, host: &components, into: &json)
        try absorb(components.endRendering())
        if sentTitle != .some(view.title), sentTitle != nil || view.title != nil {
            json.name(DiffKey.title)
            json.string(view.title ?? "")
            wroteAny = true
        }
        sentTitle = .some(view.title)
        if !pendingEvents.isEmpty {
            json.name(DiffKey.events)
            pendingEvents.write(to: &json)
            pendingEvents = []
            wroteAny = true
        }
        if let reply {
            json.name(DiffKey.reply)
            json.value(reply)
            wroteAny = true
        }
        return wroteAny
    }
}

extension [LiveSocket.Effects.Event] {
    func write(to json: inout JSONWriter) {
        json.beginArray()
        for event in self {
            json.beginArray()
            json.string(event.name)
            json.value(event.payload)
            json.endArray()
        }
        json.endArray()
    }
}
