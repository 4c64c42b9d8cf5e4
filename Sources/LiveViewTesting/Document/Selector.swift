/// A CSS selector, as far as tests need them.
///
/// | | |
/// | --- | --- |
/// | elements | `*`, `button`, `#save`, `.row`, `[name]`, `[name=value]` with `=` `~=` `\|=` `^=` `$=` `*=` |
/// | places | `:first-child`, `:last-child`, `:only-child`, `:nth-child(2)`, `(odd)`, `(2n+1)`, `:root` |
/// | states | `:checked`, `:disabled`, `:enabled`, `:empty`, as the markup has them |
/// | others | `:not(…)`, `:is(…)`, `:has(…)`, and, no part of CSS, `:has-text("…")` |
/// | between | a space, `>`, `+`, `~`, and a comma |
///
/// - SeeAlso: Selectors Level 4.
struct Selector: Sendable {
    /// What one element must be.
    indirect enum Condition: Sendable {
        case name(String)
        case attribute(String, Comparison)
        case nth(step: Int, offset: Int)
        case lastChild, empty, root, checked, disabled, enabled
        case not(Selector)
        case isAny(Selector)
        case has(Selector)
        case hasText(String)
    }

    enum Comparison: Sendable {
        case exists
        case equals(String), hasWord(String), hasLanguage(String), hasPrefix(String), hasSuffix(String), contains(
            String)
    }

    enum Combinator: Sendable {
        case descendant, child, nextSibling, laterSibling
    }

    /// `a > b`: conditions of `b`, then how `a` relates to it.
    struct Complex: Sendable {
        var conditions: [Condition]
        var before: [(combinator: Combinator, conditions: [Condition])] = []
    }

    let alternatives: [Complex]

    /// - Throws: ``LiveViewTestingError/badSelector(_:)``.
    init(_ text: String) throws {
        var parser = SelectorParser(text)
        self = try parser.parse()
    }

    init(alternatives: [Complex]) {
        self.alternatives = alternatives
    }
}

extension RenderedDocument {
    /// The elements that `selector` matches, in the order of the page.
    func elements(matching selector: Selector, in scope: Int = root) -> [Int] {
        descendants(of: scope).filter { matches($0, selector) }
    }

    func matches(_ index: Int, _ selector: Selector) -> Bool {
        selector.alternatives.contains { matches(index, $0.conditions) && precedes(index, $0.before[...]) }
    }

    /// Whether what stands before or around `index` is as `steps`, from right to left, want it.
    private func precedes(
        _ index: Int, _ steps: ArraySlice<(combinator: Selector.Combinator, conditions: [Selector.Condition])>
    )
        -> Bool
    {
        guard let step = steps.first else { return true }
        return candidates(step.combinator, of: index).contains {
            matches($0, step.conditions) && precedes($0, steps.dropFirst())
        }
    }

    private func candidates(_ combinator: Selector.Combinator, of index: Int) -> [Int] {
        switch combinator {
        case .descendant: Array(lineage(of: index).dropFirst())
        case .child: Array(lineage(of: index).dropFirst().prefix(1))
        case .nextSibling: Array(earlierSiblings(of: index).suffix(1))
        case .laterSibling: earlierSiblings(of: index)
        }
    }

    private func siblings(of index: Int) -> [Int] { elementChildren(of: nodes[index].parent) }
    private func earlierSiblings(of index: Int) -> [Int] { Array(siblings(of: index).prefix { $0 != index }) }

    private func matches(_ index: Int, _ conditions: [Selector.Condition]) -> Bool {
        conditions.allSatisfy { matches(index, $0) }
    }

    private func matches(_ index: Int, _ condition: Selector.Condition) -> Bool {
        switch condition {
        case .name(let name): nodes[index].name == name
        case .attribute(let name, let comparison): attribute(name, of: index).map { comparison.holds($0) } ?? false
        case .nth(let step, let offset): isNth(index, step, offset)
        case .lastChild: siblings(of: index).last == index
        case .root: nodes[index].parent == Self.root
        case .empty: nodes[index].children.allSatisfy { nodes[$0].kind == .remark }
        case .checked: attribute("checked", of: index) != nil || attribute("selected", of: index) != nil
        case .disabled: isFormControl(index) && isDisabled(index)
        case .enabled: isFormControl(index) && !isDisabled(index)
        case .not(let selector): !matches(index, selector)
        case .isAny(let selector): matches(index, selector)
        case .has(let selector): descendants(of: index).contains { matches($0, selector) }
        case .hasText(let wanted): readableText(of: index).contains(wanted)
        }
    }

    private func isNth(_ index: Int, _ step: Int, _ offset: Int) -> Bool {
        let distance = earlierSiblings(of: index).count + 1 - offset
        return step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0
    }
}

extension Selector.Comparison {
    fileprivate func holds(_ value: String) -> Bool {
        switch self {
        case .exists: true
        case .equals(let wanted): value == wanted
        case .hasWord(let wanted): value.split(whereSeparator: \.isWhitespace).contains { $0 == wanted }
        case .hasLanguage(let wanted): value == wanted || value.hasPrefix(wanted + "-")
        case .hasPrefix(let wanted): !wanted.isEmpty && value.hasPrefix(wanted)
        case .hasSuffix(let wanted): !wanted.isEmpty && value.hasSuffix(wanted)
        case .contains(let wanted): !wanted.isEmpty && value.contains(wanted)
        }
    }
}
