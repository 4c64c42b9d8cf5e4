public import NIOCore

extension Rendered {
    /// The whole as HTML, UTF-8.
    ///
    /// - Throws: ``TemplateError``, also for a component: those live in a live view's page only.
    public func html() throws(TemplateError) -> ByteBuffer {
        var host = NoComponents()
        return try html(host: &host)
    }

    /// The whole as HTML, with the components' markup in their places, numbered from 1 in order of appearance.
    package func html(host: inout some ComponentHost) throws(TemplateError) -> ByteBuffer {
        var writer = HTMLWriter()
        try writer.write(self, host: &host)
        return writer.buffer
    }
}

private struct HTMLWriter {
    private(set) var buffer = ByteBuffer()
    private var components: Set<ComponentKey> = []

    mutating func write(_ rendered: Rendered, host: inout some ComponentHost) throws(TemplateError) {
        let template = rendered.template.target
        try template.check()
        buffer.write(markup: template.statics[0])
        for index in 0..<rendered.count {
            let dynamic = rendered[index]
            try template.check(dynamic, at: index)
            switch dynamic {
            case .leaf(let leaf): try template.write(leaf, at: index, to: &buffer)
            case .nested(let nested): try write(nested, host: &host)
            case .list(let list): try write(list, host: &host)
            case .stream(let stream): try write(stream, host: &host)
            case .memo(let memo): try write(memo.rendered(), host: &host)
            case .memoRows(let rows): try write(rows.list(), host: &host)
            case .component(let component): try write(component, host: &host)
            }
            buffer.write(markup: template.statics[index + 1])
        }
    }

    private mutating func write(_ list: Comprehension, host: inout some ComponentHost) throws(TemplateError) {
        try list.checkKeys()
        for row in list.rows { try write(row, host: &host) }
    }

    private mutating func write(_ stream: StreamContent, host: inout some ComponentHost) throws(TemplateError) {
        try stream.check()
        for row in stream.rowsInOrder { try write(row, host: &host) }
    }

    private mutating func write(
        _ component: ComponentReference, host: inout some ComponentHost
    ) throws(TemplateError) {
        guard components.insert(component.key).inserted else { throw .duplicateComponent }
        guard let rendered = try host.render(component, cid: components.count, isShown: false) else { return }
        try rendered.template.target.checkElement()
        try write(rendered, host: &host)
    }
}
