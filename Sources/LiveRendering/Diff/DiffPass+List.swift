import WireJSON

/// Lists. Rows are known by key, and what is known of a row moves with it.
extension DiffPass {
    // MARK: In full

    /// A list the client does not have; an empty one is not worth its statics.
    mutating func write(_ list: Comprehension) throws(TemplateError) -> Known {
        guard let template = list.rows.first?.template else {
            json.string("")
            return .nothing
        }
        try template.target.check()
        try list.checkKeys()
        let isWrapped = !list.rows.areAll(of: template)
        var known = KnownList(
            template: isWrapped ? .rowWrapper : template, isWrapped: isWrapped, keys: list.keys, count: list.rows.count,
            values: [])
        known.values.reserveCapacity(list.rows.count * known.width)
        json.beginObject()
        json.name(DiffKey.rows)
        json.beginObject()
        for (position, row) in list.rows.enumerated() {
            try writeRow(isWrapped ? row.wrapped : row, at: position, appendingTo: &known.values)
        }
        endRows(count: list.rows.count)
        json.name(DiffKey.statics)
        json.raw(known.template.target.encodedStatics)
        json.endObject()
        return .list(known)
    }

    mutating func writeRow(
        _ row: Rendered, at position: Int, appendingTo values: inout [Known]
    ) throws(TemplateError) {
        json.name(position)
        json.beginObject()
        try appendMembers(of: row, row.template.target, to: &values)
        json.endObject()
    }

    mutating func endRows(count: Int) {
        json.name(DiffKey.rowCount)
        json.integer(count)
        json.endObject()
    }

    // MARK: Changes

    /// Writes the changes of a list the client has, as member `index`.
    mutating func update(_ known: inout KnownList, to list: Comprehension, at index: Int) throws(TemplateError) -> Bool
    {
        let firstChange = known.firstChange(to: list)
        if firstChange == list.rows.count, known.count == list.rows.count {
            if known.keys != list.keys { try list.checkKeys() }
            known.keys = list.keys
            return false
        }
        let opening = beginList(at: index)
        let oldCount = known.count
        let hasChangedRows =
            known.keepsPositions(in: list)
            ? try updateInPlace(&known, to: list, from: firstChange) : try rearrange(&known, to: list)
        return endList(from: opening, hasChanges: hasChangedRows || list.rows.count != oldCount, count: list.rows.count)
    }

    mutating func beginList(at index: Int) -> JSONWriter.Checkpoint {
        let beginning = json.checkpoint
        json.name(index)
        json.beginObject()
        json.name(DiffKey.rows)
        json.beginObject()
        return beginning
    }

    /// - Returns: `hasChanges`.
    mutating func endList(from beginning: JSONWriter.Checkpoint, hasChanges: Bool, count: Int) -> Bool {
        guard hasChanges else {
            json.rewind(to: beginning)
            return false
        }
        endRows(count: count)
        json.endObject()
        return true
    }

    /// Every row that stays is where it was: rows changed, or were added or removed at the end.
    ///
    /// - Parameter start: a row before which none changed.
    private mutating func updateInPlace(
        _ known: inout KnownList, to list: Comprehension, from start: Int
    ) throws(TemplateError) -> Bool {
        let (width, kept) = (known.width, min(known.count, list.rows.count))
        // Of known keys no two are equal.
        if list.keys?.count ?? 0 > known.keys?.count ?? 0 { try list.checkKeys() }
        var hasChanges = false
        for position in min(start, kept)..<kept {
            let row = known.row(list.rows[position])
            hasChanges =
                try update(&known.values, from: position * width, to: row, opening: .member(position)) || hasChanges
        }
        known.values.removeSubrange((kept * width)...)
        for position in kept..<list.rows.count {
            try writeRow(known.row(list.rows[position]), at: position, appendingTo: &known.values)
            hasChanges = true
        }
        known.keys = list.keys
        known.count = list.rows.count
        return hasChanges
    }

    private mutating func rearrange(_ known: inout KnownList, to list: Comprehension) throws(TemplateError) -> Bool {
        try list.checkKeys()
        let oldPositions = known.positionsByKey
        var moved = MovedRows(capacity: list.rows.count * known.width)
        for (position, row) in list.rows.enumerated() {
            let oldPosition = list.keys.flatMap { oldPositions[$0[position]] }
            try place(known.row(row), at: position, from: oldPosition, of: &known, in: &moved)
        }
        writeMoved(moved)
        known.values = moved.values
        known.keys = list.keys
        known.count = list.rows.count
        return true
    }

    /// - Parameters:
    ///   - row: `nil` if it looks as it did.
    ///   - oldPosition: `nil` for a new row.
    mutating func place(
        _ row: Rendered?, at position: Int, from oldPosition: Int?, of known: inout KnownList, in list: inout MovedRows
    ) throws(TemplateError) {
        guard let oldPosition else {
            if let row { try writeRow(row, at: position, appendingTo: &list.values) }
            return
        }
        let start = list.values.count
        known.moveRow(oldPosition, to: &list.values)
        let isMove = position != oldPosition
        let opening = isMove ? DiffOpening.movedRow(position, from: oldPosition) : .member(position)
        var hasChanged = false
        if let row { hasChanged = try update(&list.values, from: start, to: row, opening: opening) }
        if isMove, !hasChanged {
            json.name(position)
            json.integer(oldPosition)
        }
        if isMove { list.hasMoves = true }
    }

    mutating func writeMoved(_ list: MovedRows) {
        guard list.hasMoves else { return }
        json.name(DiffKey.rowsMoved)
        json.bool(true)
    }
}

/// What is known of a list's rows in their new places.
struct MovedRows {
    var values: [Known] = []
    var hasMoves = false

    init(capacity: Int) {
        values.reserveCapacity(capacity)
    }
}

extension KnownList {
    /// Whether `list` can be sent as changes: the rows' statics are those the client has.
    func canBecome(_ list: Comprehension) -> Bool {
        isWrapped || list.rows.areAll(of: template)
    }

    /// The first row that may not look as the one known at its position; where either list ends if there is none.
    fileprivate func firstChange(to list: Comprehension) -> Int {
        let end = min(count, list.rows.count)
        guard !isWrapped else { return 0 }
        for position in 0..<end
        where list.rows[position].firstChange(from: values, offset: position * width) != nil { return position }
        return end
    }

    /// Whether every row is the one known at its position, as far as both lists go. Rows without keys are.
    fileprivate func keepsPositions(in list: Comprehension) -> Bool {
        guard let keys, let newKeys = list.keys else { return true }
        for position in 0..<min(keys.count, newKeys.count) where keys[position] != newKeys[position] { return false }
        return true
    }

    /// A row of the template that all rows have.
    func row(_ row: Rendered) -> Rendered { isWrapped ? row.wrapped : row }

    fileprivate var positionsByKey: [RowKey: Int] {
        var positions = [RowKey: Int](minimumCapacity: count)
        for (position, key) in (keys ?? []).enumerated() { positions[key] = position }
        return positions
    }

    /// Taken out of the old place, so that the new one is the only owner.
    mutating func moveRow(_ position: Int, to values: inout [Known]) {
        for index in position * width..<(position + 1) * width {
            values.append(self.values[index])
            self.values[index] = .nothing
        }
    }
}
