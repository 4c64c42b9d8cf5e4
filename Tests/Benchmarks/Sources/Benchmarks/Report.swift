import COpenSSL
import Foundation

/// What `make bench` prints.
enum Report {
    private static let titles = ["work", "ours", "reference", "theirs", "ratio", "budget", "verdict"]
    private static let numeric: Set = [1, 3, 4]

    static func print(_ rows: [Row]) {
        var lines = [titles]
        var work: String?
        for row in rows {
            lines.append(cells(of: row, continuing: row.work == work))
            work = row.work
        }
        let widths = titles.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        lines.insert(widths.map { String(repeating: "─", count: $0) }, at: 1)
        for line in lines {
            Swift.print(line.indices.map { padded(line[$0], to: widths[$0], at: $0) }.joined(separator: "  "))
        }
    }

    /// - Parameter isContinuing: the row before has the same work and figure of ours.
    private static func cells(of row: Row, continuing isContinuing: Bool) -> [String] {
        [
            isContinuing ? "" : row.work, isContinuing ? "" : row.ours.text, row.reference, row.theirs.text,
            String(format: row.ratio < 0.1 ? "%.3f" : "%.2f", row.ratio), row.budgetText, row.verdict,
        ]
    }

    private static func padded(_ text: String, to width: Int, at column: Int) -> String {
        let space = String(repeating: " ", count: width - text.count)
        if numeric.contains(column) { return space + text }
        return column == titles.count - 1 ? text : text + space
    }

    /// What the figures were taken with, and how.
    static func printCircumstances() {
        let process = ProcessInfo.processInfo
        var load = [0.0, 0.0, 0.0]
        getloadavg(&load, 3)
        Swift.print(
            """
            machine  \(processor), \(process.activeProcessorCount) cores, \(process.physicalMemory >> 30) GiB, load \
            \(String(format: "%.1f", load[0])); \(process.operatingSystemVersionString)
            build    \(build), OpenSSL \(String(cString: OpenSSL_version(OPENSSL_VERSION_STRING)))
            figures  processor time, median of \(Measuring.rounds) rounds in which all take turns; ratio = ours ÷ theirs

            """)
    }

    private static var processor: String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        return model?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }

    private static var build: String {
        #if DEBUG
            "DEBUG, so the figures mean nothing: swift run -c release"
        #else
            "release"
        #endif
    }
}
