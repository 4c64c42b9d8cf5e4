import WireJSON

/// Parts that are only looked at when the value they depend on is another one.
extension DiffPass {
    // MARK: A part

    mutating func write(_ memo: any MemoSource) throws(TemplateError) -> Known {
        let parts = beginParts()
        json.beginObject()
        let node = try writeMembers(of: memo.rendered())
        json.endObject()
        return .memo(KnownMemo(source: memo, node: node, parts: parts(self)))
    }

    mutating func update(
        _ known: inout KnownMemo, to memo: any MemoSource, at index: Int
    ) throws(TemplateError) -> Bool {
        let isSame = memo.isSame(as: known.source)
        known.source = memo
        if isSame, let cids = known.parts.componentsAlone, cids.allSatisfy(components.isIntact) {
            for cid in cids { try keep(cid) }
            return false
        }
        let rendered = memo.rendered()
        let parts = beginParts()
        defer { known.parts = parts(self) }
        if known.node.template == rendered.template {
            return try update(&known.node.values, to: rendered, opening: .member(index))
        }
        json.name(index)
        json.beginObject()
        known.node = try writeMembers(of: rendered)
        json.endObject()
        return true
    }

    /// Notes which components and streams are written from here on.
    private func beginParts() -> (DiffPass) -> MemoParts {
        let (placedBefore, streamsBefore) = (placed.count, streamCount)
        return { pass in
            MemoParts(
                cids: pass.placed[placedBefore...].map(\.cid), hasStreams: pass.streamCount != streamsBefore)
        }
    }

    // MARK: Rows

    mutating func write(_ rows: any MemoRowSource) throws(TemplateError) -> Known {
        let parts = beginParts()
        let known = try write(rows.list())
        guard case .list(var list) = known, parts(self).isEmpty else { return known }
        list.memo = rows
        list.keys = nil
        return .list(list)
    }

    /// - Returns: `nil` if the list must be sent in full.
    mutating func update(
        _ known: inout KnownList, to rows: any MemoRowSource, at index: Int
    ) throws(TemplateError) -> Bool? {
        guard let old = known.memo else {
            let list = rows.list()
            return known.canBecome(list) ? try update(&known, to: list, at: index) : nil
        }
        guard let changes = rows.changes(since: old) else { return nil }
        if case .identical = changes { return false }
        let parts = beginParts()
        let hasChanged: Bool?
        switch changes {
        case .identical: hasChanged = false
        case .inPlace(let positions): hasChanged = try updateInPlace(&known, to: rows, changed: positions, at: index)
        case .rearranged(let origins): hasChanged = try rearrange(&known, to: rows, origins, at: index)
        }
        known.memo = rows
        if !parts(self).isEmpty {
            // From now on each row is made each time, so that what it holds keeps its place.
            known.memo = nil
            known.keys = rows.list().keys
        }
        return hasChanged
    }

    private mutating func updateInPlace(
        _ known: inout KnownList, to rows: any MemoRowSource, changed: [Int], at index: Int
    ) throws(TemplateError) -> Bool? {
        let kept = min(known.count, rows.count)
        if rows.count > known.count { try rows.checkKeys() }
        guard let built = known.fitting(changed + (kept..<rows.count), of: rows) else { return nil }
        let opening = beginList(at: index)
        var hasChanges = rows.count != known.count
        known.values.removeSubrange((kept * known.width)...)
        for (position, row) in built {
            if position >= kept {
                try writeRow(row, at: position, appendingTo: &known.values)
            } else if try update(
                &known.values, from: position * known.width, to: row, opening: .member(position))
            {
                hasChanges = true
            }
        }
        known.count = rows.count
        return endList(from: opening, hasChanges: hasChanges, count: rows.count)
    }

    private mutating func rearrange(
        _ known: inout KnownList, to rows: any MemoRowSource, _ origins: [MemoRowChanges.Origin], at index: Int
    ) throws(TemplateError) -> Bool? {
        try rows.checkKeys()
        guard let built = known.fitting(origins.indices.filter { !origins[$0].isSame }, of: rows) else { return nil }
        let opening = beginList(at: index)
        var next = built.makeIterator()
        var list = MovedRows(capacity: rows.count * known.width)
        for (position, origin) in origins.enumerated() {
            let row = origin.isSame ? nil : next.next()?.row
            try place(row, at: position, from: origin.position, of: &known, in: &list)
        }
        writeMoved(list)
        known.values = list.values
        known.count = rows.count
        return endList(from: opening, hasChanges: true, count: rows.count)
    }
}

extension KnownList {
    /// The rows at `positions`, as the list has its rows; `nil` if their template is another one.
    fileprivate func fitting(
        _ positions: [Int], of rows: any MemoRowSource
    ) -> [(position: Int, row: Rendered)]? {
        var built: [(position: Int, row: Rendered)] = []
        built.reserveCapacity(positions.count)
        for position in positions {
            let row = row(rows.row(at: position))
            guard row.template == template else { return nil }
            built.append((position, row))
        }
        return built
    }
}
