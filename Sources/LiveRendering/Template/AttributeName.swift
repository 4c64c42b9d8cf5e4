/// Names of attributes that come from a program's values rather than from a template's text.
enum AttributeName {
    /// - Throws: ``TemplateError`` unless `name` is one. Narrower than HTML, which lets almost anything be a name.
    static func check(_ name: String) throws(TemplateError) {
        guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else { throw .attributeName(name) }
    }

    /// Whether the value of the attribute `name` is a URL.
    ///
    /// - Throws: ``TemplateError`` if `name` is no name, or one of an attribute in which no value is safe.
    static func isURL(_ name: String) throws(TemplateError) -> Bool {
        try check(name)
        switch AttributeRule(attribute: name.lowercased(), tag: "") {
        case .plain: return false
        case .url: return true
        case .forbidden(let ban): throw .attribute(name, ban)
        }
    }

    /// Whether `value`, which the attribute `name` is to hold, is a URL.
    ///
    /// - Throws: ``TemplateError`` if the attribute cannot hold it.
    @discardableResult
    static func check(_ name: String, for value: AttributeValue) throws(TemplateError) -> Bool {
        if case .style = value.value, name == "style" { return false }
        if case .absent = value.value, name == "style" { return false }
        return try isURL(name)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_:.@".utf8.contains(byte)
        }
    }
}
