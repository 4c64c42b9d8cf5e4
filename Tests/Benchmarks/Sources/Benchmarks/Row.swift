import Foundation

/// What is allowed, by `DESIGN.md` §6.
enum Budget {
    case none
    /// Times the reference.
    case ratio(Double)
    case seconds(Double)
    /// The budget pays for more than is measured here.
    case shareOfSeconds(Double)
    case bytes(Int)
}

enum Amount {
    case seconds(Double)
    case bytes(Int)

    var number: Double {
        switch self {
        case .seconds(let seconds): seconds
        case .bytes(let count): Double(count)
        }
    }

    var text: String {
        switch self {
        case .seconds(let seconds) where seconds < 1e-6: "\(Int((seconds * 1e9).rounded())) ns"
        case .seconds(let seconds) where seconds < 100e-6: "\(String(format: "%.2f", seconds * 1e6)) µs"
        case .seconds(let seconds) where seconds < 1e-3: "\(Int((seconds * 1e6).rounded())) µs"
        case .seconds(let seconds): "\(String(format: "%.2f", seconds * 1e3)) ms"
        case .bytes(let count): "\(count) B"
        }
    }
}

/// One piece of work, ours beside a reference's.
struct Row {
    let work: String
    let ours: Amount
    let reference: String
    let theirs: Amount
    var budget = Budget.none

    var ratio: Double { ours.number / theirs.number }

    var budgetText: String {
        switch budget {
        case .none: "–"
        case .ratio(let limit): "≤ \(limit) ×"
        case .seconds(let limit): "≤ \(Amount.seconds(limit).text)"
        case .shareOfSeconds(let limit): "part of \(Amount.seconds(limit).text)"
        case .bytes(let limit): "≤ \(Amount.bytes(limit).text)"
        }
    }

    var verdict: String {
        switch budget {
        case .none: "for information"
        case .ratio(let limit): Self.verdict(ratio, limit)
        case .seconds(let limit): Self.verdict(ours.number, limit)
        case .shareOfSeconds(let limit):
            ours.number <= limit
                ? "takes \(Int((ours.number / limit * 100).rounded())) % of it" : Self.verdict(ours.number, limit)
        case .bytes(let limit): Self.verdict(ours.number, Double(limit))
        }
    }

    private static func verdict(_ value: Double, _ limit: Double) -> String {
        value <= limit ? "within" : "OVER by \(Int(((value / limit - 1) * 100).rounded(.up))) %"
    }
}

extension [Row] {
    /// The first contender beside each of the others, in one run.
    ///
    /// - Parameter budgets: by the reference's place; missing ones are none.
    init(_ work: String, _ contenders: [Contender], budgets: [Budget] = []) async throws {
        let medians = try await Measuring.median(contenders)
        self = contenders.indices.dropFirst().map { index in
            Row(
                work: work, ours: .seconds(medians[0]), reference: contenders[index].name,
                theirs: .seconds(medians[index]), budget: index <= budgets.count ? budgets[index - 1] : .none)
        }
    }
}
