import WireJSON

extension JS {
    /// Which elements a command is for. Written as a string it is a CSS selector for the whole document.
    public struct Selection: Hashable, Sendable, ExpressibleByStringInterpolation {
        private enum Scope: String, Hashable, Sendable { case document, closest, inner }

        private let scope: Scope
        private let selector: String

        public init(stringLiteral selector: String) {
            self = .document(selector)
        }

        private init(_ scope: Scope, _ selector: String) {
            self.scope = scope
            self.selector = selector
        }

        /// Every element of the document that `selector` matches.
        public static func document(_ selector: String) -> Selection { Selection(.document, selector) }
        /// The nearest element that `selector` matches among the element itself and those around it.
        public static func closest(_ selector: String) -> Selection { Selection(.closest, selector) }
        /// Every element inside the element itself that `selector` matches.
        public static func inner(_ selector: String) -> Selection { Selection(.inner, selector) }

        func write(to json: inout JSONWriter) throws(TemplateError) {
            guard !selector.isEmpty else {
                throw .command("a selector is empty: leave “to” out to mean the element itself")
            }
            guard scope != .document else { return json.string(selector) }
            json.beginObject()
            json.member(scope.rawValue, selector)
            json.endObject()
        }
    }

    /// Classes that an element wears for a while: an animation, or a transition from some classes to others.
    public struct Transition: Hashable, Sendable, ExpressibleByStringInterpolation {
        private let during: String
        private let start: String
        private let end: String

        /// Classes worn for the whole time, separated by spaces: an animation.
        public init(stringLiteral classes: String) {
            self.init(classes, from: "", to: "")
        }

        /// A transition: `Transition("ease-out duration-300", from: "opacity-0", to: "opacity-100")`.
        ///
        /// - Parameters:
        ///   - during: worn for the whole time.
        ///   - start: worn in the first frame.
        ///   - end: worn from the second frame to the end.
        public init(_ during: String, from start: String, to end: String) {
            self.during = during
            self.start = start
            self.end = end
        }

        fileprivate func write(to json: inout JSONWriter) {
            json.beginArray()
            for classes in [during, start, end] { json.strings(JS.names(in: classes)) }
            json.endArray()
        }
    }

    /// Who is sent an event. Written as a string it is a CSS selector: the component or view around each match.
    public struct Target: Hashable, Sendable, ExpressibleByStringInterpolation {
        private enum Value: Hashable, Sendable {
            case selector(String)
            case component(Int)
        }

        private let value: Value

        public init(stringLiteral selector: String) {
            value = .selector(selector)
        }

        private init(value: Value) {
            self.value = value
        }

        public static func selector(_ selector: String) -> Target { Target(stringLiteral: selector) }
        /// The component with this number, which its markup prints as `phx-target`.
        public static func component(_ cid: Int) -> Target { Target(value: .component(cid)) }

        func write(to json: inout JSONWriter) throws(TemplateError) {
            switch value {
            case .selector(""):
                throw .command("a push's target is empty: leave it out to mean the view around the element")
            case .selector(let selector): json.string(selector)
            case .component(let cid): json.integer(cid)
            }
        }
    }

    /// Class names from a list separated by white space.
    static func names(in classes: String) -> [String] {
        classes.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

extension JSONWriter {
    mutating func to(_ selection: JS.Selection?) throws(TemplateError) {
        guard let selection else { return }
        name("to")
        try selection.write(to: &self)
    }

    mutating func transition(_ transition: JS.Transition?, as name: String = "transition") {
        guard let transition else { return }
        self.name(name)
        transition.write(to: &self)
    }

    /// Whole milliseconds.
    mutating func time(_ time: Duration?) throws(TemplateError) {
        guard let time else { return }
        guard .zero <= time, time <= JS.longestTime else {
            throw .command("a time of \(time) is not within 0 and one hour")
        }
        name("time")
        integer(Int(time / .milliseconds(1)))
    }
}

extension JS {
    /// Much longer than anybody watches; a page whose patches wait for a transition is stuck that long.
    static let longestTime = Duration.seconds(3600)
}
