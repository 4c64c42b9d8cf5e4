import PhoenixWire
import WireJSON

/// A change of address, as the browser is told it: within the view, or away from it.
struct NavigationMessage {
    let event: ProtocolEvent
    private let members: JSONValue

    init(_ navigation: Navigation, environment: LiveEnvironment) {
        func object(_ members: [String: JSONValue], flash: Flash) -> JSONValue {
            guard !flash.isEmpty else { return .object(members) }
            let token = FlashToken.seal(flash, by: environment.sealer, at: environment.now())
            return .object(members.merging(["flash": .string(token)]) { _, new in new })
        }
        switch navigation {
        case .patch(let path, let replacing):
            event = .livePatch
            members = ["to": .string(path), "kind": replacing ? "replace" : "push"]
        case .navigate(let path, let replacing, let flash):
            event = .liveRedirect
            members = object(["to": .string(path), "kind": replacing ? "replace" : "push"], flash: flash)
        case .redirect(let path, let flash):
            event = .redirect
            members = object(["to": .string(path)], flash: flash)
        case .redirectToExternal(let url, let flash):
            event = .redirect
            members = object(["to": .string(url)], flash: flash)
        }
    }

    func write(to json: inout JSONWriter) {
        json.value(members)
    }

    func writeMembers(to json: inout JSONWriter) {
        for (name, value) in members.object ?? [:] {
            json.name(name)
            json.value(value)
        }
    }
}
