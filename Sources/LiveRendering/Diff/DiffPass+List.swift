import WireJSON

/// Lists. Rows are known by key, and what is known of a row moves with it.
extension DiffPass {
    // MARK: In full

    /// A list the client does not have; an empty one is not worth its statics.
    mutating func write(_ list: Comprehension) throws(TemplateError) -> Known {
        guard let first = list.rows.first else {
            json.string("")
            return .nothing
        }
        try list.checkKeys()
        var template = try template(of: first)
        let isWrapped = !list.rows.allSatisfy(template.matches)
        if isWrapped { template = .rowWrapper }
        var known = KnownList(
            template: template, isWrapped: isWrapped, keys: list.keys, count: list.rows.count, values: [])
        known.values.reserveCapacity(list.rows.count * template.places.count)
        json.beginObject()
        json.name(DiffKey.rows)
        json.beginObject()
        for (position, row) in list.rows.enumerated() {
            try write(row, at: position, template: template, isWrapped: isWrapped, appendingTo: &known.values)
        }
        endRows(count: list.rows.count)
        json.name(DiffKey.statics)
        json.raw(template.encodedStatics)
        json.endObject()
        return .list(known)
    }

    mutating func write(
        _ row: Rendered, at position: Int, template: Template, isWrapped: Bool, appendingTo values: inout [Known]
    ) throws(TemplateError) {
        json.name(position)
        json.beginObject()
        try appendMembers(isWrapped ? [.nested(row)] : row.dynamics, of: template, to: &values)
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
        let beginning = json.checkpoint
        json.name(index)
        json.beginObject()
        json.name(DiffKey.rows)
        json.beginObject()
        let oldCount = known.count
        let hasChangedRows =
            known.keepsPositions(in: list)
            ? try updateInPlace(&known, to: list) : try rearrange(&known, to: list)
        guard hasChangedRows || list.rows.count != oldCount else {
            json.rewind(to: beginning)
            return false
        }
        endRows(count: list.rows.count)
        json.endObject()
        return true
    }

    /// Every row that stays is where it was: rows changed, or were added or removed at the end.
    private mutating func updateInPlace(_ known: inout KnownList, to list: Comprehension) throws(TemplateError) -> Bool
    {
        let (template, width, kept) = (known.template, known.width, min(known.count, list.rows.count))
        // Of known keys no two are equal.
        if list.keys?.count ?? 0 > known.keys?.count ?? 0 { try list.checkKeys() }
        var hasChanges = false
        for position in 0..<kept {
            let dynamics = known.dynamics(of: list.rows[position])
            hasChanges =
                try update(
                    &known.values, from: position * width, to: dynamics, of: template, opening: .member(position))
                || hasChanges
        }
        known.values.removeSubrange((kept * width)...)
        for position in kept..<list.rows.count {
            try write(
                list.rows[position], at: position, template: template, isWrapped: known.isWrapped,
                appendingTo: &known.values)
            hasChanges = true
        }
        known.keys = list.keys
        known.count = list.rows.count
        return hasChanges
    }

    private mutating func rearrange(_ known: inout KnownList, to list: Comprehension) throws(TemplateError) -> Bool {
        try list.checkKeys()
        let (template, width) = (known.template, known.width)
        let oldPositions = known.positionsByKey
        var values: [Known] = []
        values.reserveCapacity(list.rows.count * width)
        var hasMoves = false
        for (position, row) in list.rows.enumerated() {
            guard let key = list.keys?[position], let oldPosition = oldPositions[key] else {
                try write(row, at: position, template: template, isWrapped: known.isWrapped, appendingTo: &values)
                continue
            }
            known.moveRow(oldPosition, to: &values)
            let isMove = position != oldPosition
            let hasChanged = try update(
                &values, from: position * width, to: known.dynamics(of: row), of: template,
                opening: isMove ? .movedRow(position, from: oldPosition) : .member(position))
            if isMove, !hasChanged {
                json.name(position)
                json.integer(oldPosition)
            }
            hasMoves = hasMoves || isMove
        }
        if hasMoves {
            json.name(DiffKey.rowsMoved)
            json.bool(true)
        }
        known.values = values
        known.keys = list.keys
        known.count = list.rows.count
        return true
    }
}

extension KnownList {
    /// Whether `list` can be sent as changes: the rows' statics are those the client has.
    func canBecome(_ list: Comprehension) -> Bool {
        guard !list.rows.isEmpty else { return true }
        return isWrapped || list.rows.allSatisfy(template.matches)
    }

    /// Whether every row is the one known at its position, as far as both lists go. Rows without keys are.
    fileprivate func keepsPositions(in list: Comprehension) -> Bool {
        guard let keys, let newKeys = list.keys else { return true }
        return zip(keys, newKeys).allSatisfy(==)
    }

    fileprivate func dynamics(of row: Rendered) -> [Dynamic] {
        isWrapped ? [.nested(row)] : row.dynamics
    }

    fileprivate var positionsByKey: [RowKey: Int] {
        var positions = [RowKey: Int](minimumCapacity: count)
        for (position, key) in (keys ?? []).enumerated() { positions[key] = position }
        return positions
    }

    /// Taken out of the old place, so that the new one is the only owner.
    fileprivate mutating func moveRow(_ position: Int, to values: inout [Known]) {
        for index in position * width..<(position + 1) * width {
            values.append(self.values[index])
            self.values[index] = .nothing
        }
    }
}
